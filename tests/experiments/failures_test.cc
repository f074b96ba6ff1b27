// Whatever goes wrong is said: in one line, and with a status that scripts notice.

#include <algorithm>
#include <string>

#include "tests/experiments/command.h"

using namespace streambed;

namespace {

// As run(), with standard output on a disk that takes nothing.
Outcome run_into_full_disk(const TemporaryFolder& folder, const std::string& arguments) {
  const std::string err = (folder / ".stderr").string();
  const std::string command = "cd '" + folder.path().string() + "' && '" +
                              (binary_dir() / "streambed").string() + "' " + arguments +
                              " > /dev/full 2> '" + err + "'";
  const int status = std::system(command.c_str());
  return {WEXITSTATUS(status), "", contents(err)};
}

}  // namespace

TEST_CASE("output that does not arrive is status 2") {
  const TemporaryFolder folder;
  REQUIRE(run(folder, "sweep --task avoiding --policy hold --episodes 2 --out r").status == 0);
  for (const std::string arguments :
       {"list", "report r", "report r --json", "report --columns", "--help", "list hold",
        "sweep --task avoiding --policy hold --episodes 2 --out r"}) {
    INFO(arguments);
    // Of a long output the cause is lost before the end.
    const Outcome outcome = run_into_full_disk(folder, arguments);
    check_refused(outcome, {"standard output: ", "what was printed is not complete"});
    CHECK((outcome.err.find("No space left on device") != std::string::npos ||
           outcome.err.find("is the disk full?") != std::string::npos));
  }
}

TEST_CASE("a file that the disk does not take leaves the old one") {
  const TemporaryFolder folder;
  write(folder / "a.h5", "precious");
  // The limit takes the place of a full disk; without the trap its signal would end the command.
  const Outcome outcome =
      run(folder, "collect avoiding/expert --task avoiding --episodes 1 --out a.h5",
          "trap '' XFSZ; ulimit -f 4;");
  check_refused(outcome, {"a.h5", "free some space"});
  CHECK(contents(folder / "a.h5") == "precious");
}

TEST_CASE("links that lead in a circle are named") {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("loop", folder / "loop");
  for (const std::string arguments :
       {"sweep loop", "report loop", "inspect loop", "import loop x.h5", "merge loop --out x",
        "collect hold --task avoiding --episodes 1 --out loop/x.h5",
        "sweep --task avoiding --policy 'torchscript(file=loop)'"}) {
    INFO(arguments);
    check_refused(run(folder, arguments), {"loop"});
  }
  check_refused(run(folder, "report loop"), {"streambed: loop", "Too many levels"});
}

TEST_CASE("names that are not UTF-8 are refused before the work") {
  const TemporaryFolder folder;
  const std::string name = "caf\xe9";
  write(folder / (name + ".h5"), "");
  check_refused(run(folder, "sweep --task avoiding --policy 'replay(demos=" + name +
                                ".h5)' --episodes 1 --out r"),
                {"UTF-8", "rename"});
  check_refused(run(folder, "train flow_matching --task avoiding --out x.safetensors --demos " +
                                name + ".h5"),
                {"--demos", "UTF-8", "rename"});
  CHECK_FALSE(std::filesystem::exists(folder / "r"));
}

TEST_CASE("a start beyond the last possible one is refused") {
  const TemporaryFolder folder;
  const std::string sweep = "sweep --task avoiding --policy hold --episodes 5 --out r --seed ";
  check_refused(run(folder, sweep + "9223372036854775805"), {"--seed from 0 to"});
  check_refused(run(folder, "collect hold --task avoiding --episodes 5 --out c.h5 --seed "
                            "9223372036854775805"),
                {"--seed"});
  CHECK_FALSE(std::filesystem::exists(folder / "r"));
}

TEST_CASE("an array of jobs that does not match its shards is refused") {
  const TemporaryFolder folder;
  const std::string script = (source_dir() / "experiments/slurm/sweep.sbatch").string();
  // The command is replaced by one that says what it was told.
  write(folder / "say", "#!/bin/sh\necho \"$@\"\n");
  std::filesystem::permissions(folder / "say", std::filesystem::perms::owner_all);
  const auto submit = [&](const std::string& environment) {
    const std::string command = "cd '" + folder.path().string() + "' && " + environment +
                                " STREAMBED=./say bash '" + script + "' plan.toml out > said 2>&1";
    return WEXITSTATUS(std::system(command.c_str()));
  };
  const std::string second = "SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=4 ";
  CHECK(submit(second + "SLURM_ARRAY_TASK_COUNT=4") == 0);
  CHECK_THAT(contents(folder / "said"), ContainsSubstring("--shard 2/4"));
  CHECK(submit(second + "SLURM_ARRAY_TASK_COUNT=2") == 2);
  CHECK_THAT(contents(folder / "said"), ContainsSubstring("SHARDS=N"));
  CHECK(submit(second + "SLURM_ARRAY_TASK_COUNT=2 SHARDS=8") == 0);
  CHECK_THAT(contents(folder / "said"), ContainsSubstring("--shard 2/8"));
  CHECK(submit("SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_MAX=3 SLURM_ARRAY_TASK_COUNT=4") == 2);
}
