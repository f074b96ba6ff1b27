#include "sim/events/events.h"

#include <set>

#include "sim/events/random_events.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"

using namespace streambed;

TEST_CASE("Events are read in order of time and written back") {
  const auto events = parse_events(
      "move_goal(at=5,x=200,y=100.5,angle=-1), kick(at=3.0,dx=30,dangle=0.3),"
      "set_inference(at=1.25,clock=virtual(delay=2)),drag(at=3,x=1)");
  REQUIRE(events.size() == 4);
  CHECK(std::get<SetInference>(events[0].what).clock == "virtual(delay=2)");
  CHECK(events[0].time == 1'250'000'000);
  const Kick kick = std::get<Kick>(events[1].what);
  CHECK(kick.change == EventPose{.x = 30, .angle = 0.3});
  CHECK(kick.object.empty());
  CHECK(std::get<Drag>(events[2].what).pose.x == 1);
  CHECK(std::get<MoveGoal>(events[3].what).pose.angle == -1);

  const std::string text = format_events(events);
  CHECK(text ==
        "set_inference(at=1.25,clock=virtual(delay=2)),kick(at=3,dangle=0.3,dx=30),"
        "drag(at=3,x=1),move_goal(angle=-1,at=5,x=200,y=100.5)");
  CHECK(format_events(parse_events(text)) == text);
}

TEST_CASE("Every event says all that it holds, and keys with their defaults are left out") {
  const std::vector<Event> events = {
      {1, Kick{{1, 2, 3, 0.4, 0.5, 0.6}, "lid"}},
      {2, MoveGoal{{-1, -2, -3, -0.4, -0.5, -0.6}, "brick", true}},
      {3, Drag{{1.5, 2.5, 3.5, 0.1, 0.2, 0.3}, "brick"}},
      {4, Push{0.25, -0.5, 1, "lid"}},
      {5, Change{"belt speed", -0.125}},
      {6, SetInference{"virtual(delay=2)"}},
      {0, RandomKick{{{5, 6}, 30, 0.3, "lid"}}},
      {0, RandomGoal{{{7, 8}, 80, 0.8, "brick"}}},
      {0, RandomPush{{9, 10}, 0.75, "lid"}},
      {0, RandomChange{{11, 12}, "belt speed"}},
  };
  std::set<std::string> names;
  for (const Event& event : events) {
    const std::string text = format_events({event});
    INFO(text);
    names.insert(event_name(event));
    CHECK(text.starts_with(event_name(event) + "("));
    const std::vector<Event> back = parse_events(text);
    REQUIRE(back.size() == 1);
    CHECK(back[0].time == event.time);
    CHECK(back[0].what.index() == event.what.index());
    CHECK(format_events(back) == text);
    // Every key that there is stands in the text.
    for (const EventEntry& entry : event_entries()) {
      if (entry.name != event_name(event)) continue;
      CHECK_FALSE(entry.help.empty());
      for (const Key& key : entry.keys) CHECK_THAT(text, ContainsSubstring(key.name + "="));
    }
  }
  CHECK(names.size() == event_entries().size());
  CHECK(std::get<Push>(parse_events("push(z=2,object=lid)")[0].what).z == 2);
  CHECK(std::get<Kick>(parse_events(format_events({events[0]}))[0].what).change ==
        std::get<Kick>(events[0].what).change);
  CHECK(format_events(parse_events("kick(at=0),push(x=0),random_push(from=30,to=100)")) ==
        "kick,push,random_push");
}

TEST_CASE("Random events get a tick of their range, each episode its own") {
  const std::string text = "random_kick(distance=30,turn=0.3),random_goal(distance=80,from=5,to=6)";
  auto events = parse_events(text);
  CHECK(format_events(events) == "random_kick(distance=30,turn=0.3),"
                                 "random_goal(distance=80,from=5,to=6)");
  constexpr TimeNs kTick = 100'000'000;
  std::set<TimeNs> kicks, goals;
  for (std::int64_t context = 0; context < 1000; ++context) {
    auto drawn = events;
    draw_times(drawn, kTick, Rng{}.fork(context));
    REQUIRE(drawn.size() == 2);
    // The goal's range comes first, whatever the order of the text.
    CHECK(std::holds_alternative<RandomGoal>(drawn[0].what));
    goals.insert(drawn[0].time);
    kicks.insert(drawn[1].time);
    auto again = events;
    draw_times(again, kTick, Rng{}.fork(context));
    CHECK(again[1].time == drawn[1].time);
  }
  CHECK(goals == std::set<TimeNs>{5 * kTick, 6 * kTick});
  CHECK(kicks.size() == 71);
  CHECK(*kicks.begin() == 30 * kTick);
  CHECK(*kicks.rbegin() == 100 * kTick);
  CHECK_THAT(message_of([] { parse_events("random_kick(from=9,to=8)"); }),
             ContainsSubstring("to must not be before from"));
}

TEST_CASE("No events have a name too") {
  CHECK(parse_events("none").empty());
  CHECK(parse_events("").empty());
  CHECK(format_events({}) == "none");
}

TEST_CASE("Any nanosecond survives the text") {
  for (const TimeNs time : {TimeNs{0}, TimeNs{1}, TimeNs{100'000'000}, TimeNs{123'456'789'123},
                            TimeNs{86'399'999'999'999}}) {
    const auto back = parse_events(format_events({{time, Kick{{.x = 1, .y = 2, .angle = 3}}}}));
    REQUIRE(back.size() == 1);
    CHECK(back[0].time == time);
  }
}

TEST_CASE("Events of one moment keep their order") {
  const auto events = parse_events("kick(at=2,dx=1),kick(at=1,dx=2),kick(at=2,dx=3)");
  CHECK(std::get<Kick>(events[0].what).change.x == 2);
  CHECK(std::get<Kick>(events[1].what).change.x == 1);
  CHECK(std::get<Kick>(events[2].what).change.x == 3);
}

TEST_CASE("A mistake in an event names what exists") {
  CHECK_THAT(message_of([] { parse_events("kik(dx=1)"); }),
             ContainsSubstring("Did you mean \"kick\"?"));
  CHECK_THAT(message_of([] { parse_events("zebra"); }),
             ContainsSubstring("kick, move_goal, drag, push, change, set_inference"));
  CHECK_THAT(message_of([] { parse_events("kick(x=1)"); }),
             ContainsSubstring("at, object, dx, dy, dz, droll, dpitch, dangle"));
  CHECK_THAT(message_of([] { parse_events("kick(at=-1)"); }), ContainsSubstring("between 0 and"));
  CHECK_THAT(message_of([] { parse_events("kick(dx=nan)"); }), ContainsSubstring("dx=nan"));
  CHECK_FALSE(message_of([] { parse_events("set_inference(clock=zebra)"); }).empty());
}

TEST_CASE("Every event is declared with its keys") {
  const auto entries = event_entries();
  CHECK(entries.size() == std::variant_size_v<decltype(Event::what)>);
  for (const EventEntry& entry : entries) {
    INFO(entry.name);
    CHECK(parse_events(entry.name).size() == 1);
    for (const Key& key : entry.keys) CHECK_FALSE(key.help.empty());
  }
}
