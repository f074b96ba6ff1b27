#!/usr/bin/env python3
"""Moves the files of one top folder into its rooms and rewrites every mention of them.

    tests/move_rooms.py sim|tasks|policies|viewer|experiments

A file moves with its header and its test. Whoever has work on the old layout runs it on a branch of
theirs, folder by folder, before merging.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Folder -> room -> stems. A stem "old>new" is renamed; one with a slash comes from elsewhere.
ROOMS = {
    "sim": {
        "base": "child_process error files progress text",
        "clock": "action_queue clock inference known_stream latency_profile manual_inference "
                 "plan_window simulated_inference wall_inference",
        "data": "demonstrations hdf5_handles recording",
    },
    "tasks": {
        "geometry": "polygon",
        "push_t": "numpy_random push_model push_path push_planner push_search push_t push_t_expert "
                  "push_t_state quasi_static tee tee_faces",
        "table": "block block_pusher block_task box_mover disc_path path_expert planar_rod_task rod scene "
                 "tremble two_blocks",
    },
    "policies": {
        "engine": "engine fused_engine fused_kernels fused_kernels_v2 fused_kernels_v3 fused_kernels_v4 "
                  "packed_weights torch_engine torchscript_engine",
        "learned": "chunk conditional_flow flow_sampler method noise_schedule normaliser "
                   "windows",
        "network": "checkpoint conditional_unet film_mlp inspect_checkpoint network network_shape "
                   "row_scales safetensors",
        "policy": "demonstrated learned>register_learned learned_policy learned_stream torch_module "
                  "torch_module_entry",
        "training": "gradient_steps step_graph training training_options training_pairs "
                    "training_products training_state",
    },
    "viewer": {
        "panels": "key_form panel_files panel_hands panel_help panel_legend panel_overlay panel_policy "
                  "panel_run panel_score panel_task panel_thinking panel_timeline panels widgets",
        "render": "geoms montage offscreen overlay overlay_marks pick png record scene video video_writer",
        "session": "channel demonstration_index handles hands lane mailbox motion "
                   "probe prober punctual recorder reel session settings simulation snapshot",
    },
    "experiments": {
        "bench": "bench bench_cases bench_environment bench_inference bench_peer bench_plan bench_report "
                 "bench_training latency peer_python plan_cycle",
        "commands": "command_bench command_collect command_export command_import command_inspect "
                    "command_latency command_list command_merge command_replay command_report "
                    "command_record command_sweep command_train commands interrupt output_file "
                    "progress_bar training_preset",
        "demonstrations": "collect import_demonstrations npy_header npz numeric_array replay replay_buffer "
                          "replay_buffer_write replay_text training_data zarr zarr_write",
        "report": "comparison learning_curves markup mode_measures mode_table report report_folder "
                  "report_forms report_hooks report_html report_json report_latex report_markdown "
                  "report_modes report_notes report_scenes report_tables report_text",
        "report/figures": "figure report_curves>curves report_figures>figures",
        "results": "columns csv key_table manifest reopen results_table store table table_file",
        "stats": "aggregate bootstrap mode_entropy proportions stats",
        "sweep": "crash_record episode_worker folder_lock machine make_manifest merge plan reorder_buffer resolved_plan "
                 "runner shard sweep worker_seat",
    },
}
SUFFIXES = (".cc", ".h", ".inc", ".py")
TEXTS = (".cc", ".h", ".inc", ".txt", ".cmake", ".in", ".md", ".toml", ".py", ".xml", ".yml", ".sh", "")


def git(*command):
    return subprocess.run(["git", *command], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def moves_of(folder):
    """Old path -> new path of every tracked file that moves."""
    tracked = set(git("ls-files").split("\n"))
    moves = {}
    for room, stems in ROOMS[folder].items():
        for stem in stems.split():
            old, _, new = stem.partition(">")
            source = old if "/" in old else f"{folder}/{old}"
            target = f"{folder}/{room}/{new or pathlib.Path(old).name}"
            for ending in [*SUFFIXES, "_test.cc"]:
                before, after = source + ending, target + ending
                if ending == "_test.cc":
                    before, after = "tests/" + before, "tests/" + after
                if before in tracked:
                    moves[before] = after
    return moves


def rewritten(path, text, folder, moves):
    """The text of a file with every mention of what moved put right."""
    for before, after in moves.items():
        text = re.sub(rf"(?<![\w/]){re.escape(before)}(?!\w)", after, text)
        # Lists of sources name files from their own folder.
        if path.endswith("CMakeLists.txt"):
            home = str(pathlib.Path(path).parent)
            if before.startswith(home + "/") and after.startswith(home + "/"):
                short, new = before[len(home) + 1:], after[len(home) + 1:]
                text = re.sub(rf"(?<![\w/]){re.escape(short)}(?!\w)", new, text)
                if short.endswith(".cc"):
                    text = re.sub(rf"(streambed_register\(\w+ ){re.escape(short[:-3])}(?=[\s)])",
                                  rf"\g<1>{new[:-3]}", text)
    return text


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in ROOMS:
        sys.exit(__doc__)
    folder = sys.argv[1]
    moves = moves_of(folder)
    for before, after in moves.items():
        (ROOT / after).parent.mkdir(parents=True, exist_ok=True)
        git("mv", before, after)
    for path in git("ls-files").split("\n"):
        file = ROOT / path
        if not path or file.suffix not in TEXTS or path == "tests/move_rooms.py" or file.is_symlink():
            continue
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        new = rewritten(path, text, folder, moves)
        if new != text:
            file.write_text(new)
    print(f"{len(moves)} files moved")


if __name__ == "__main__":
    main()
