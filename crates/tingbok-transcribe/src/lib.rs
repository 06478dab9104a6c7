//! The words of a protocol into draft events, every source line accounted for.
