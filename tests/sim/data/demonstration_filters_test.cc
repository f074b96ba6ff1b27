// Filters of robomimic's files: mask/train and its like.

#include "sim/data/demonstration_filters.h"

#include "sim/data/demonstrations.h"
#include "tests/catch.h"
#include "tests/sim/raw_hdf5.h"
#include "tests/sim/scratch_folder.h"

using namespace streambed;

namespace {

struct FilteredFile {
  ScratchFolder folder;
  std::filesystem::path path = folder / "a.h5";

  // Twelve demonstrations, so that the order of numbers is not that of letters.
  FilteredFile() {
    DemonstrationSet set;
    set.task = "tiny";
    for (int i = 0; i < 12; ++i) {
      set.episodes.push_back({MatrixRM::Constant(2, 1, i), MatrixRM::Constant(2, 1, i), {}, {}});
    }
    write_hdf5(path, set);
  }
};

}  // namespace

TEST_CASE_METHOD(FilteredFile, "a file without filters has none", "[filters]") {
  CHECK(filter_names(path).empty());
  CHECK_THROWS_WITH(filtered_episodes(path, "train"),
                    ContainsSubstring("a.h5 has no filter \"train\"; it has none"));
}

TEST_CASE_METHOD(FilteredFile, "filters choose episodes, whatever kind of text they list",
                 "[filters]") {
  {
    RawHdf5 file(path, RawHdf5::kChange);
    file.group("mask");
    file.list_texts("mask/train", {"demo_10", "demo_2", "demo_0"}, false);
    file.list_texts("mask/valid", {"demo_11", "demo_3"}, true);
    file.list_texts("mask/wrong", {"demo_12"}, true);
    file.floats("mask/numbers", {2}, 1);
  }
  CHECK(filter_names(path) == std::vector<std::string>{"numbers", "train", "valid", "wrong"});
  CHECK(filtered_episodes(path, "train") == std::vector<std::size_t>{0, 2, 10});
  CHECK(filtered_episodes(path, "valid") == std::vector<std::size_t>{3, 11});
  CHECK_THROWS_WITH(filtered_episodes(path, "trian"),
                    ContainsSubstring("it has numbers, train, valid, wrong"));
  CHECK_THROWS_WITH(filtered_episodes(path, "wrong"), ContainsSubstring("demo_12"));
  CHECK_THROWS_WITH(filtered_episodes(path, "numbers"), ContainsSubstring("texts"));
}
