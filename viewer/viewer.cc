#include "viewer/app.h"
#include "viewer/view.h"

namespace streambed {

void run_viewer(const Registry& registry, const ViewOptions& options) {
  App(registry, options).run();
}

}  // namespace streambed
