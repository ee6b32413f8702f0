//! What is typed and what comes back, as a reader of the documentation sees it.
//!
//! `TRYCMD=overwrite cargo test --test it transcripts` writes what came out over the transcripts.

use crate::support::{EMPREINTE, root};

/// Ready to run transcripts, from the checkout.
fn cases(lang: &str) -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    cases
        .register_bin("empreinte", std::path::Path::new(EMPREINTE))
        .env("EMPREINTE_LANG", lang)
        .env("COLUMNS", "100");
    cases
}

#[test]
fn the_transcripts_are_what_comes_back() {
    cases("en").case("tests/transcripts/*.md").run();
}

/// A reader types `cargo run -- …`: the program as it is built here, in French, the language where
/// none is said. Another command of cargo is not run.
#[cfg(unix)]
#[test]
fn the_readmes_console_blocks_are_what_comes_back() {
    use std::os::unix::fs::PermissionsExt;
    if !root().join("README.md").exists() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let cargo = folder.path().join("cargo");
    let script = format!(
        "#!/bin/sh\n[ \"$1\" = run ] || exit 0\nwhile [ \"$1\" != -- ]; do shift; done\nshift\nexec '{EMPREINTE}' \"$@\"\n"
    );
    std::fs::write(&cargo, script).unwrap();
    std::fs::set_permissions(&cargo, std::fs::Permissions::from_mode(0o755)).unwrap();
    cases("fr").register_bin("cargo", cargo.as_path()).case("README.md").run();
}
