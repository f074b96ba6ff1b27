# Sourced by experiments/quickstart and tests/run: goes to the repository's root, checks the Debian
# packages, installs what is missing, and offers step() and build_tree() to its callers.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Everything the build, the tests and the viewer need. experiments/README.md tells how to use other
# copies of MuJoCo and LibTorch.
packages=(
  build-essential cmake ninja-build ccache
  libmujoco-dev libeigen3-dev
  libtorch-dev libopenblas0-openmp
  libhdf5-dev libblosc-dev libssl-dev libzip-dev zlib1g-dev
  libcli11-dev libtomlplusplus-dev nlohmann-json3-dev libfmt-dev libbenchmark-dev
  catch2 libboost-dev libchipmunk-dev gnuplot-nox
  libglfw3-dev libimgui-dev libstb-dev
  libpng-dev libopengl-dev libegl-dev libegl-mesa0 libgl1-mesa-dri
  xvfb xauth libx11-dev libxtst-dev
)

# One line, then a way out: status 2 is a mistake that the user can mend.
give_up() {
  printf '%s: %s\n' "$0" "$1" >&2
  exit 2
}

# step TITLE LOG COMMAND...: runs COMMAND with its output in LOG. A terminal sees the latest line,
# anything else a sign of life every 20 s; a failure shows the last $tail_lines lines of the log.
tail_lines=40
step() {
  local title=$1 log=$2 begin=$SECONDS shown=$SECONDS line status=0
  shift 2
  mkdir -p "$(dirname "$log")"
  : >"$log" || give_up "cannot write $log: make $(dirname "$log") writable"
  [[ -t 2 ]] || printf '%s ...\n' "$title" >&2
  "$@" </dev/null 2>&1 | tee "$log" | while IFS= read -r line; do
    if [[ -t 2 ]]; then
      line="$title: ${line//$'\t'/ }"
      printf '\r\033[K%.79s' "$line" >&2
    elif ((SECONDS - shown >= 20)); then
      shown=$SECONDS
      printf '  %3d s: %.80s\n' $((SECONDS - begin)) "$line" >&2
    fi
  done || status=$?
  [[ ! -t 2 ]] || printf '\r\033[K' >&2
  if ((status != 0)); then
    printf '%s failed after %d s; the end of %s:\n' "$title" $((SECONDS - begin)) "$log" >&2
    tail -n "$tail_lines" "$log" >&2
    return "$status"
  fi
  printf '%s: done in %d s\n' "$title" $((SECONDS - begin)) >&2
}

# The names in packages that dpkg does not list as installed.
missing_packages() {
  local installed
  installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' "${packages[@]}" 2>/dev/null || true)"
  local name
  for name in "${packages[@]}"; do
    [[ $installed == *" installed:$name "* ]] || printf '%s\n' "$name"
  done
}

# Package lists may be absent (a bare machine) or too old to fetch from: then, and only then, they
# are updated.
apt_install() {
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get
    -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0)
  local arguments=(install -y --no-install-recommends "$@")
  if "${apt[@]}" -s "${arguments[@]}" >/dev/null 2>&1 && "${apt[@]}" "${arguments[@]}"; then
    return
  fi
  "${apt[@]}" update
  "${apt[@]}" "${arguments[@]}"
}

install_packages() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "Not a Debian system, so no packages are installed; see experiments/README.md," \
      "\"Your own MuJoCo or LibTorch\"." >&2
    return
  fi
  local missing
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} > 0)) || return 0

  # A password is asked for by sudo alone, and only where somebody can type it.
  local line="apt-get install -y --no-install-recommends ${missing[*]}"
  as_root=()
  if ((EUID != 0)); then
    as_root=(sudo)
    if ! command -v sudo >/dev/null || ! { sudo -n true 2>/dev/null || { [[ -t 0 ]] && sudo -v; }; }; then
      printf 'Packages are missing and this user cannot install them. As root, run:\n%s\n' "$line" >&2
      exit 2
    fi
  fi
  tail_lines=3 step "Installing ${#missing[@]} Debian packages and what they need" \
    build/packages.log apt_install "${missing[@]}" ||
    give_up "packages could not be installed; check the network and try by hand: $line"
}

# LibTorch calls whatever libblas is active, and Debian's reference one is 10-15 times slower.
check_blas() {
  local active
  active=$(readlink -f /usr/lib/*-linux-gnu/libblas.so.3 2>/dev/null | head -n 1) || true
  [[ -z $active || $active == *openblas* || $active == *mkl* ]] || cat >&2 <<END
Warning: $active is in use, which makes training slow. To have OpenBLAS:
  update-alternatives --auto libblas.so.3-$(basename "$(dirname "$(dirname "$active")")")
END
}

# build_tree PRESET DIRECTORY [TARGET...]: configures and builds with all cores. What was configured
# before stays as it is; a new tree is built in groups of files, which takes half the time.
build_tree() {
  local preset=$1 directory=$2 unity=
  shift 2
  [[ -e $directory/CMakeCache.txt ]] || unity=-DSTREAMBED_UNITY=ON
  step "Configuring $directory" "$directory/configure.log" \
    cmake --preset "$preset" -DSTREAMBED_WERROR="${CI:+ON}" $unity || exit
  step "Building $directory" "$directory/build.log" \
    cmake --build "$directory" --parallel "$(nproc)" ${1:+--target "$@"} || exit
}
