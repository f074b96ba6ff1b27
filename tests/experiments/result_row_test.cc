#include "experiments/result_row.h"

#include "sim/error.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"

namespace streambed {
namespace {

TEST_CASE("a row of a sweep says what to run again") {
  const TemporaryFolder folder;
  write(folder / "results.csv",
        "task,policy,clock,events,context,repeat,train_seed,end\n"
        "push_t,hold,frozen,none,100000,0,0,timeout\n"
        "push_t,\"diffusion(sampler=ddim,steps=10)\",virtual(delay=2),\"kick(at=3,dx=30)\","
        "100007,1,0,success\n");
  const std::string path = folder.path().string();
  const ResultRow row = read_result_row(path + ":2");
  CHECK(row.task == "push_t");
  CHECK(row.policy == "diffusion(sampler=ddim,steps=10)");
  CHECK(row.key.clock == "virtual(delay=2)");
  CHECK(row.key.events == "kick(at=3,dx=30)");
  CHECK(row.key.context == 100007);
  CHECK(row.key.repeat == 1);

  for (const std::string& bad : {path + ":3", path + ":0", path, path + ":x", path + "/no:1"}) {
    CHECK_THROWS_AS(read_result_row(bad), UserError);
  }
}

}  // namespace
}  // namespace streambed
