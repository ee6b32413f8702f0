//! `empreinte` on the command line.

fn main() {}
