#include "experiments/commands/progress_bar.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "tests/catch.h"
#include "tests/experiments/folder.h"

using streambed::contents;
using streambed::progress_line;
using streambed::TemporaryFolder;
using namespace std::chrono_literals;

TEST_CASE("The line shows what is done and what is left") {
  CHECK(progress_line("train", 25, 100, 60s, "loss 0.5", 200) ==
        "train [######..................] 25/100 ETA 3:00  loss 0.5");
  CHECK(progress_line("train", 100, 100, 60s, "", 200) ==
        "train [########################] 100/100 in 1:00");
  CHECK(progress_line("t", 1, 2, 7384s, "", 200) == "t [############............] 1/2 ETA 2:03:04");
}

TEST_CASE("without a terminal a line is written now and then") {
  const TemporaryFolder folder;
  const std::filesystem::path log = folder / "log";
  const int before = dup(STDERR_FILENO);
  const int file = open(log.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  dup2(file, STDERR_FILENO);
  {
    streambed::ProgressBar seldom("seldom", 1h), often("train", 10ms);
    std::this_thread::sleep_for(20ms);
    seldom.update(1, 4);
    often.update(2, 4, "loss 0.5");
    seldom.finish();
    often.finish();
  }
  dup2(before, STDERR_FILENO);
  close(before);
  close(file);
  const std::string text = contents(log);
  CHECK(text.starts_with("train [############............] 2/4 ETA 0:0"));
  CHECK(text.ends_with("  loss 0.5\n"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
}

TEST_CASE("Odd counts and narrow terminals are survived") {
  CHECK(progress_line("t", 0, 5, 0s, "", 200) == "t [........................] 0/5");
  CHECK(progress_line("t", 0, 0, 0s, "", 200).starts_with("t [####"));
  CHECK(progress_line("t", 9, 5, 1s, "", 200).find("9/5 in 0:01") != std::string::npos);
  CHECK(progress_line("t", -3, 5, 1s, "", 200).starts_with("t [...."));
  CHECK(progress_line("a long label", 1, 2, 1s, "note", 10).size() == 10);
  CHECK(progress_line("t", 1, 2, 1s, "", -1).empty());
}
