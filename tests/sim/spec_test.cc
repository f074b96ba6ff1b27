#include "sim/spec.h"

#include <string>
#include <vector>

#include "sim/rng.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"

using namespace streambed;

namespace {

std::string canonical(std::string_view text) { return format_spec(parse_spec(text)); }

const std::vector<Key>& sample_keys() {
  static const std::vector<Key> keys = {
      Key::number("k_p", 100, "position gain", 0, 1e4),
      Key::integer("steps", 10, "network calls", 1),
      Key::flag("legacy_reset", true, "numpy's order"),
      Key::choice("sampler", {"ddpm", "ddim"}, "which sampler"),
      Key::text("checkpoint", "", "weights"),
  };
  return keys;
}

Params sample(std::string_view text) { return Params(parse_spec(text), sample_keys()); }

}  // namespace

TEST_CASE("A spec has one canonical text") {
  CHECK(canonical("push_t") == "push_t");
  CHECK(canonical(" push_t ( ) ") == "push_t");
  CHECK(canonical("push_t/expert") == "push_t/expert");
  CHECK(canonical(" a/b-1/c.d ( y=2, x=e/f(z=1) )") == "a/b-1/c.d(x=e/f(z=1),y=2)");
  CHECK(canonical("d( steps = 10 , sampler=ddim )") == "d(sampler=ddim,steps=10)");
  CHECK(canonical("d(steps=\"10\")") == "d(steps=10)");
  CHECK(canonical("p(path=/a/b=c.d)") == "p(path=/a/b=c.d)");
  CHECK(canonical("p(path=\"a b\")") == "p(path=\"a b\")");
  CHECK(canonical("p(path=\"\")") == "p(path=\"\")");
  CHECK(canonical("e(clock=virtual( first_ms=3, each_ms=1 ))") ==
        "e(clock=virtual(each_ms=1,first_ms=3))");
  CHECK(canonical("e(clock=\"virtual(first_ms=3)\")") == "e(clock=virtual(first_ms=3))");
}

TEST_CASE("Quotes and nesting are undone in the values") {
  CHECK(parse_spec(R"(p(a="say \"hi\", \\"))").values.at("a") == R"(say "hi", \)");
  const Spec outer = parse_spec("a(b=c(d=e(f=\"x y\")),g=1)");
  CHECK(outer.values.at("b") == "c(d=e(f=\"x y\"))");
  CHECK(parse_spec(outer.values.at("b")).values.at("d") == "e(f=\"x y\")");
  CHECK(outer.values.at("g") == "1");
}

TEST_CASE("Any value survives format and parse") {
  Rng rng = Rng{}.fork("spec");
  constexpr std::string_view kLetters = "ab1_.-=(),\"\\ /#:";
  for (int i = 0; i < 5000; ++i) {
    Spec spec{"name", {}};
    for (int key = 0; key < 3; ++key) {
      std::string value;
      for (std::uint64_t n = rng.below(9); n > 0; --n)
        value += kLetters[rng.below(kLetters.size())];
      spec.values["k" + std::to_string(key)] = value;
    }
    const std::string text = format_spec(spec);
    INFO(text);
    const Spec back = parse_spec(text);
    REQUIRE(back.values == spec.values);
    REQUIRE(format_spec(back) == text);
  }
}

TEST_CASE("Lists of specs") {
  CHECK(parse_spec_list("").empty());
  CHECK(parse_spec_list("  ").empty());
  CHECK(parse_spec_list("none").empty());
  const auto specs = parse_spec_list("a, b(c=1,d=2) ,none");
  REQUIRE(specs.size() == 3);
  CHECK(specs[1].name == "b");
  CHECK(specs[1].values.size() == 2);
}

TEST_CASE("Every malformed spec is one line with the grammar in it") {
  for (const char* text : {"",
                           " ",
                           "(",
                           "a(",
                           "a(b",
                           "a(b=",
                           "a(b=)",
                           "a(b=1",
                           "a(b=1,",
                           "a(b=1,)",
                           "a(b=1))",
                           "a b",
                           "a,b",
                           "a(=1)",
                           "a(b=1 c=2)",
                           "a(b=1,b=2)",
                           "a(b=\"x)",
                           "a(b=\"x\\n\")",
                           "a(b=\"x\ny\")",
                           "a(b=x\"y)",
                           "\"a\"",
                           "a/",
                           "/a",
                           "a//b",
                           "a/b/(c=1)",
                           "a(b/c=1)",
                           "a(b c=1)",
                           "a\n(b=1)x\ny"}) {
    INFO(text);
    const std::string message = message_of([&] { parse_spec(text); });
    CHECK_THAT(message, ContainsSubstring("name(key=value,...)"));
  }
  CHECK_FALSE(message_of([] { parse_spec_list("a,"); }).empty());
  CHECK_FALSE(message_of([] { parse_spec_list("a b"); }).empty());
  CHECK_THAT(message_of([] { parse_spec("a(b=1,b=2)"); }),
             ContainsSubstring("\"b\" is given twice"));
}

TEST_CASE("Nesting and length are bounded") {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "a(b=";
  const std::string message = message_of([&] { parse_spec(deep); });
  CHECK_THAT(message, ContainsSubstring("nests too deeply"));
  CHECK(message.size() < 400);
}

TEST_CASE("Random text is either a spec or a user's mistake") {
  Rng rng = Rng{}.fork("spec fuzz");
  constexpr std::string_view kLetters = "ab=(),\"\\ ";
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::uint64_t n = rng.below(16); n > 0; --n) text += kLetters[rng.below(kLetters.size())];
    try {
      const std::string once = canonical(text);
      REQUIRE(canonical(once) == once);
    } catch (const UserError&) {
      continue;
    }
  }
}

TEST_CASE("Params give every key, typed") {
  const Params params = sample("diffusion(steps=5,legacy_reset=no,checkpoint=\"a b\")");
  CHECK(params.number("k_p") == 100);
  CHECK(params.integer("steps") == 5);
  CHECK_FALSE(params.flag("legacy_reset"));
  CHECK(params.text("sampler") == "ddpm");
  CHECK(params.text("checkpoint") == "a b");
  CHECK(params.given("steps"));
  CHECK_FALSE(params.given("k_p"));
  CHECK(params.name() == "diffusion");
}

TEST_CASE("A label leaves out what equals its default, however it is spelled") {
  CHECK(sample("d").label() == "d");
  CHECK(sample("d(k_p=100.0,steps=10,legacy_reset=on,sampler=ddpm,checkpoint=\"\")").label() ==
        "d");
  CHECK(sample("d(k_p=1e2,steps=11)").label() == "d(steps=11)");
  CHECK(sample("d(k_p=0.50)").label() == sample("d(k_p=.5)").label());
  CHECK(sample("d(k_p=-0.0)").label() == sample("d(k_p=0)").label());
}

TEST_CASE("A bad key or value is told with what exists") {
  const auto message = [](std::string_view text) { return message_of([&] { sample(text); }); };
  CHECK_THAT(message("d(kp=1)"), ContainsSubstring("d has no key \"kp\""));
  CHECK_THAT(message("d(kp=1)"), ContainsSubstring("Did you mean \"k_p\"?"));
  CHECK_THAT(message("d(kp=1)"),
             ContainsSubstring("k_p, steps, legacy_reset, sampler, checkpoint"));
  CHECK_THAT(message("d(k_p=abc)"), ContainsSubstring("k_p=abc is not a number (position gain)"));
  CHECK_THAT(message("d(k_p=nan)"), ContainsSubstring("between 0 and 10000"));
  CHECK_THAT(message("d(k_p=-1)"), ContainsSubstring("between 0 and 10000"));
  CHECK_THAT(message("d(steps=0)"), ContainsSubstring("at least 1"));
  CHECK_THAT(message("d(steps=1.5)"), ContainsSubstring("not a whole number"));
  CHECK_THAT(message("d(legacy_reset=maybe)"), ContainsSubstring("neither true nor false"));
  CHECK_THAT(message("d(sampler=ddin)"), ContainsSubstring("not one of ddpm, ddim"));
  CHECK_THAT(message("d(sampler=ddin)"), ContainsSubstring("Did you mean \"ddim\"?"));
  CHECK_THAT(message_of([] { Params(parse_spec("hold(x=1)"), {}); }),
             ContainsSubstring("takes no keys"));
}
