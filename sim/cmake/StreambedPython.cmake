# Sets OUT to the folder of Python's package NAME, without importing it. The active environment's
# python3 is asked: a cmake that came with pip or pyenv would find its own first.
function(streambed_python_package NAME OUT)
  set(folders "")
  foreach(environment VIRTUAL_ENV CONDA_PREFIX)
    if(NOT "$ENV{${environment}}" STREQUAL "")
      list(APPEND folders "$ENV{${environment}}/bin")
    endif()
  endforeach()
  unset(python3)
  if(folders)
    find_program(python3 python3 PATHS ${folders} NO_CACHE NO_DEFAULT_PATH)
  endif()
  if(NOT python3)
    find_program(python3 python3 NO_CACHE REQUIRED)
  endif()
  # A folder of that name where CMake happens to run is not the package.
  execute_process(
    COMMAND "${python3}" -c "import sys; sys.path = [p for p in sys.path if p]
import importlib.util as u; print(u.find_spec('${NAME}').submodule_search_locations[0])"
    OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed ERROR_QUIET)
  if(failed)
    message(FATAL_ERROR "${python3} has no package ${NAME}: pip install ${NAME}, or activate the "
      "environment that has it")
  endif()
  set(${OUT} "${folder}" PARENT_SCOPE)
endfunction()
