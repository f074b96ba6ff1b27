#include "viewer/window.h"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

#include "sim/error.h"
#include "viewer/scene.h"

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr const char* kNoDisplay =
    "no display to open a window on: use xvfb-run -a streambed view ..., or make a picture without "
    "one: streambed view --headless-frames 100 --screenshot out.png";

// Members in the order of construction: what fails midway takes down what was there before.
struct Glfw {
  Glfw() {
    // Mesa's software rasteriser would take every core, and the policy needs one.
    setenv("LP_NUM_THREADS", "1", 0);
    if (glfwInit() != GLFW_TRUE) throw UserError(kNoDisplay);
  }
  ~Glfw() { glfwTerminate(); }
};

struct GlfwWindowDeleter {
  void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};

struct Gui {
  explicit Gui(GLFWwindow* window) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui_ImplGlfw_InitForOpenGL(window, true);
    ImGui_ImplOpenGL3_Init("#version 130");
  }
  ~Gui() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
};

// Flat, light on dark, with one accent.
void set_style() {
  ImGui::StyleColorsDark();
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowRounding = 0;
  style.FrameRounding = 4;
  style.GrabRounding = 4;
  style.WindowBorderSize = 0;
  style.FramePadding = {8, 3};
  style.ItemSpacing = {8, 5};
  style.WindowPadding = {14, 10};
  style.ScrollbarSize = 10;
  const ImVec4 accent(0.13f, 0.55f, 0.62f, 1), strong(0.17f, 0.68f, 0.76f, 1);
  ImVec4* colors = style.Colors;
  colors[ImGuiCol_WindowBg] = {0.105f, 0.115f, 0.135f, 1};
  colors[ImGuiCol_PopupBg] = {0.13f, 0.14f, 0.165f, 1};
  colors[ImGuiCol_FrameBg] = {0.17f, 0.185f, 0.215f, 1};
  colors[ImGuiCol_FrameBgHovered] = {0.21f, 0.23f, 0.27f, 1};
  colors[ImGuiCol_FrameBgActive] = {0.24f, 0.26f, 0.31f, 1};
  colors[ImGuiCol_Button] = {0.20f, 0.22f, 0.26f, 1};
  colors[ImGuiCol_ButtonHovered] = accent;
  colors[ImGuiCol_ButtonActive] = strong;
  colors[ImGuiCol_Header] = {0.16f, 0.175f, 0.205f, 1};
  colors[ImGuiCol_HeaderHovered] = {0.20f, 0.22f, 0.26f, 1};
  colors[ImGuiCol_HeaderActive] = accent;
  colors[ImGuiCol_SliderGrab] = accent;
  colors[ImGuiCol_SliderGrabActive] = strong;
  colors[ImGuiCol_CheckMark] = strong;
  colors[ImGuiCol_PlotHistogram] = accent;
  colors[ImGuiCol_PlotLines] = strong;
}

}  // namespace

struct Window::Impl {
  Glfw glfw;
  std::unique_ptr<GLFWwindow, GlfwWindowDeleter> window;
  std::unique_ptr<Gui> gui;
  SteadyClock::duration frame_time{};
  SteadyClock::time_point next_frame = SteadyClock::now();
};

Window::Window(const char* title, Size size) : impl_(std::make_unique<Impl>()) {
  const auto open = [&](int samples) {
    glfwWindowHint(GLFW_SAMPLES, samples);
    impl_->window.reset(glfwCreateWindow(size.width, size.height, title, nullptr, nullptr));
    if (!impl_->window) {
      throw UserError("no OpenGL window can be opened: install libgl1-mesa-dri and libglx-mesa0");
    }
    glfwMakeContextCurrent(impl_->window.get());
  };
  // Smooth edges make a frame several times as expensive in software rendering, and whether it is
  // that shows only once there is a window.
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  open(0);
  const bool software = software_rendering();
  if (!software) open(4);
  GLFWwindow* window = impl_->window.get();
  glfwSetWindowSizeLimits(window, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
  if (glfwGetWindowAttrib(window, GLFW_CONTEXT_VERSION_MAJOR) < 3) {
    throw UserError("the viewer needs OpenGL 3; update the graphics driver");
  }
  glfwShowWindow(window);
  glfwSwapInterval(1);
  impl_->gui = std::make_unique<Gui>(window);
  set_style();

  // A virtual display has no vertical blank to wait for.
  impl_->frame_time = std::chrono::microseconds(software ? 33333 : 16666);
}

Window::~Window() = default;

bool Window::closing() const { return glfwWindowShouldClose(impl_->window.get()) == GLFW_TRUE; }

void Window::begin_frame() {
  glfwPollEvents();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
}

void Window::end_frame() {
  ImGui::Render();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(impl_->window.get());
  impl_->next_frame = std::max(impl_->next_frame + impl_->frame_time, SteadyClock::now());
  std::this_thread::sleep_until(impl_->next_frame);
}

Size Window::framebuffer() const {
  Size size;
  glfwGetFramebufferSize(impl_->window.get(), &size.width, &size.height);
  return size;
}

double Window::pixel_ratio() const {
  Size units;
  glfwGetWindowSize(impl_->window.get(), &units.width, &units.height);
  return units.width > 0 ? static_cast<double>(framebuffer().width) / units.width : 1;
}

}  // namespace streambed
