//! The example years, held against the rules: deterministic, well formed, and irregular only where it is planted.

mod rehearsal;
mod years;
