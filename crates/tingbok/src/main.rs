//! The command line of Tingbok.
fn main() {}
