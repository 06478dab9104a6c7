//! Tingbok from the outside: one binary, a module for each way to use it or to break it.
