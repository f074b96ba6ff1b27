#include "sim/data/demonstration_checks.h"

#include "sim/base/error.h"

namespace streambed {
namespace {

std::int64_t columns(const ArrayInfo& info, const std::string& where) {
  return row_bytes(info, where) / element_bytes(info.type);
}

}  // namespace

void check_arrays(const std::string& where, const ArrayInfos& arrays, const ArrayInfos& first) {
  const auto actions = arrays.find("actions");
  if (actions == arrays.end() || actions->second.rows == 0 ||
      columns(actions->second, where + "/actions") == 0) {
    throw UserError(where + " has no actions; remove that demonstration");
  }
  if (first.contains("states") && !arrays.contains("states")) {
    throw UserError(where + " has no states, but the first demonstration has; import it again");
  }
  for (const auto& [name, info] : arrays) {
    const std::string array = where + "/" + name;
    if (info.rows != actions->second.rows) {
      throw UserError(array + " has " + std::to_string(info.rows) + " rows, but actions has " +
                      std::to_string(actions->second.rows) + "; import that demonstration again");
    }
    const auto other = first.find(name);
    if (other == first.end() || info.row_shape == other->second.row_shape) continue;
    throw UserError(array + " has " + std::to_string(columns(info, array)) +
                    " columns, but the first demonstration has " +
                    std::to_string(columns(other->second, array)) +
                    "; keep demonstrations of one task in a file");
  }
}

void check_finite(const std::string& where, const Array& array, std::int64_t first_row) {
  if (const auto row = array.first_nonfinite_row()) {
    throw UserError(where + " holds NaN or infinity in row " + std::to_string(first_row + *row) +
                    "; remove that demonstration");
  }
}

}  // namespace streambed
