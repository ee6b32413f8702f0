//! `empreinte-collector`: see the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    empreinte_collector::cli::main()
}
