//! `empreinte-agent`: see the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    empreinte_agent::cli::main()
}
