#include "viewer/window.h"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "sim/base/error.h"
#include "viewer/panels/widgets.h"
#include "viewer/render/scene.h"

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr const char* kNoDisplay =
    "no display to open a window on: run xvfb-run -a streambed view ..., or do without one: "
    "streambed render, streambed view ... --headless-ticks 100 --screenshot out.png";

// A clear font where there is one; ImGui's own is made for one size.
void load_font(float scale) {
  constexpr const char* kFont = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
  ImFontAtlas& fonts = *ImGui::GetIO().Fonts;
  if (std::filesystem::exists(kFont)) {
    fonts.AddFontFromFileTTF(kFont, std::round(13 * scale));
  } else {
    ImFontConfig config;
    config.SizePixels = std::round(13 * scale);
    fonts.AddFontDefault(&config);
  }
}

}  // namespace

struct Window::Impl {
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

  // In the order of construction: what fails midway takes down what was there before.
  Glfw glfw;
  std::unique_ptr<GLFWwindow, GlfwWindowDeleter> window;
  std::unique_ptr<Gui> gui;
  bool dark = true;
  float scale = 1;
  SteadyClock::duration frame_time{};
  SteadyClock::time_point next_frame = SteadyClock::now();
};

Window::Window(const char* title, Size size) : impl_(std::make_unique<Impl>()) {
  const auto open = [&](int samples) {
    glfwWindowHint(GLFW_SAMPLES, samples);
    impl_->window.reset(glfwCreateWindow(size.width, size.height, title, nullptr, nullptr));
    if (!impl_->window) {
      throw UserError(
          "this display opens no OpenGL window: install libgl1-mesa-dri and libglx-mesa0, or do "
          "without one: streambed render");
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
    throw UserError(
        "the window needs OpenGL 3 and this display offers less; update the graphics driver, or "
        "draw on the CPU: LIBGL_ALWAYS_SOFTWARE=1 streambed view ...");
  }
  glfwShowWindow(window);
  glfwSwapInterval(1);
  impl_->gui = std::make_unique<Impl::Gui>(window);
  // Screens of many pixels: Linux makes windows of real pixels, so everything in them grows.
  float scale_x = 1, scale_y = 1;
  glfwGetWindowContentScale(window, &scale_x, &scale_y);
  impl_->scale = std::clamp(scale_x / static_cast<float>(pixel_ratio()), 1.0f, 4.0f);
  load_font(impl_->scale);
  set_style(impl_->dark, impl_->scale);

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
  const ImVec4 back = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  glClearColor(back.x, back.y, back.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

void Window::draw_gui() {
  ImGui::Render();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Image Window::grab() const {
  const Size size = framebuffer();
  Image image{size.width, size.height, {}};
  const std::size_t row = 3 * static_cast<std::size_t>(size.width);
  image.pixels.resize(row * static_cast<std::size_t>(size.height));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadBuffer(GL_BACK);
  glReadPixels(0, 0, size.width, size.height, GL_RGB, GL_UNSIGNED_BYTE, image.pixels.data());
  // OpenGL's rows go upwards.
  for (std::size_t low = 0, high = static_cast<std::size_t>(size.height); low + 1 < high; ++low) {
    --high;
    std::swap_ranges(image.pixels.begin() + static_cast<std::ptrdiff_t>(low * row),
                     image.pixels.begin() + static_cast<std::ptrdiff_t>((low + 1) * row),
                     image.pixels.begin() + static_cast<std::ptrdiff_t>(high * row));
  }
  return image;
}

void Window::end_frame() {
  glfwSwapBuffers(impl_->window.get());
  impl_->next_frame = std::max(impl_->next_frame + impl_->frame_time, SteadyClock::now());
  std::this_thread::sleep_until(impl_->next_frame);
}

void Window::set_dark(bool dark) {
  if (dark == impl_->dark) return;
  impl_->dark = dark;
  set_style(dark, impl_->scale);
}

void Window::set_title(const char* title) { glfwSetWindowTitle(impl_->window.get(), title); }
void Window::close() { glfwSetWindowShouldClose(impl_->window.get(), GLFW_TRUE); }
float Window::scale() const { return impl_->scale; }

Size Window::size() const {
  Size size;
  glfwGetWindowSize(impl_->window.get(), &size.width, &size.height);
  return size;
}

Size Window::framebuffer() const {
  Size size;
  glfwGetFramebufferSize(impl_->window.get(), &size.width, &size.height);
  return size;
}

double Window::pixel_ratio() const {
  const Size units = size();
  return units.width > 0 ? static_cast<double>(framebuffer().width) / units.width : 1;
}

}  // namespace streambed
