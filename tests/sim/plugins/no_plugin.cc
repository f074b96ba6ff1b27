// A shared library that knows nothing of streambed.

extern "C" int answer() { return 42; }
