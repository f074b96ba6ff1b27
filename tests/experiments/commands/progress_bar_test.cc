#include "experiments/commands/progress_bar.h"

#include "tests/catch.h"

using streambed::progress_line;
using namespace std::chrono_literals;

TEST_CASE("The line shows what is done and what is left") {
  CHECK(progress_line("train", 25, 100, 60s, "loss 0.5", 200) ==
        "train [######..................] 25/100 ETA 3:00  loss 0.5");
  CHECK(progress_line("train", 100, 100, 60s, "", 200) ==
        "train [########################] 100/100 in 1:00");
  CHECK(progress_line("t", 1, 2, 7384s, "", 200) == "t [############............] 1/2 ETA 2:03:04");
}

TEST_CASE("Odd counts and narrow terminals are survived") {
  CHECK(progress_line("t", 0, 5, 0s, "", 200) == "t [........................] 0/5");
  CHECK(progress_line("t", 0, 0, 0s, "", 200).starts_with("t [####"));
  CHECK(progress_line("t", 9, 5, 1s, "", 200).find("9/5 in 0:01") != std::string::npos);
  CHECK(progress_line("t", -3, 5, 1s, "", 200).starts_with("t [...."));
  CHECK(progress_line("a long label", 1, 2, 1s, "note", 10).size() == 10);
  CHECK(progress_line("t", 1, 2, 1s, "", -1).empty());
}
