#pragma once
// A folder with tests/sim/plugins/seeing_plugin.cc as a plugin and its scene beside it: MJCF that
// names a mesh in the folder meshes/ and an included file.

#include <filesystem>
#include <string>

#include "sim/base/files.h"

namespace streambed {

// Fills `folder`, which exists, and returns the plugin's path.
inline std::filesystem::path write_seeing_plugin(const std::filesystem::path& plugin,
                                                 const std::filesystem::path& folder) {
  std::filesystem::create_directory(folder / "meshes");
  write_text_atomically(folder / "meshes" / "wedge.obj",
                        "v 0 0 0\nv 0.2 0 0\nv 0 0.2 0\nv 0.02 0.02 0.2\n"
                        "f 1 3 2\nf 1 2 4\nf 2 3 4\nf 3 1 4\n");
  write_text_atomically(
      folder / "light.xml",
      "<mujocoinclude><worldbody><light pos='0 0 2'/></worldbody></mujocoinclude>");
  write_text_atomically(folder / "scene.xml", R"(
<mujoco>
  <compiler meshdir="meshes"/>
  <option timestep="0.01" gravity="0 0 0"/>
  <asset><mesh name="wedge" file="wedge.obj"/></asset>
  <include file="light.xml"/>
  <worldbody>
    <camera name="top" pos="0 0 2"/>
    <camera name="eye" pos="0 0 1"/>
    <camera name="side" pos="0 -1 0.1" xyaxes="1 0 0 0 0 1"/>
    <geom type="plane" size="1 1 0.1" rgba="0.2 0.3 0.2 1"/>
    <body>
      <joint name="rail" type="slide" axis="1 0 0" damping="1"/>
      <geom type="mesh" mesh="wedge" mass="0.1" rgba="0.9 0.5 0.1 1" contype="0"/>
    </body>
  </worldbody>
  <actuator><position joint="rail" kp="10"/></actuator>
</mujoco>)");
  std::filesystem::copy_file(plugin, folder / plugin.filename());
  return folder / plugin.filename();
}

}  // namespace streambed
