//! `serve` and `collector`: the collector's own commands, wherever it is.

use std::path::Path;
use std::process::{Command, Output};

/// The program alone in a folder, with nothing on its path but another.
fn alone(folder: &Path, path: &Path, words: &[&str]) -> Output {
    let program = folder.join("empreinte");
    if !program.exists() {
        std::fs::hard_link(env!("CARGO_BIN_EXE_empreinte"), &program)
            .or_else(|_| std::fs::copy(env!("CARGO_BIN_EXE_empreinte"), &program).map(|_| ()))
            .unwrap();
    }
    Command::new(program)
        .args(words)
        .env_clear()
        .env("EMPREINTE_LANG", "en")
        .env("PATH", path)
        .output()
        .unwrap()
}

#[cfg(not(feature = "collector"))]
#[test]
fn without_the_collector_it_says_how_to_get_it() {
    let here = tempfile::tempdir().unwrap();
    for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["collector", "token", "list"]] {
        let out = alone(here.path(), here.path(), words);
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(
            said.contains("`empreinte-collector` is neither beside it nor on the PATH"),
            "{said}"
        );
        assert!(said.contains("--features collector"), "{said}");
        let out = alone(here.path(), here.path(), &[words, &["--lang", "fr"]].concat());
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(said.contains("n'est ni à côté de lui ni dans le PATH"), "{said}");
    }
}

#[cfg(all(unix, not(feature = "collector")))]
#[test]
fn the_collector_beside_it_or_on_the_path_is_run_with_its_words_and_its_end() {
    use std::os::unix::fs::PermissionsExt as _;
    let stand_in = |folder: &Path, name: &str| {
        let program = folder.join("empreinte-collector");
        let script = format!("#!/bin/sh\nprintf '{name}'; printf ' %s' \"$@\"\nexit 7\n");
        std::fs::write(&program, script).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    };
    let (here, path) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    stand_in(path.path(), "path");
    let run = |words: &[&str]| {
        let out = alone(here.path(), path.path(), words);
        assert_eq!(out.status.code(), Some(7), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    assert_eq!(run(&["serve", "--help"]), "path --lang en serve --help");
    stand_in(here.path(), "beside");
    assert_eq!(
        run(&["collector", "token", "new", "--site", "-x", "--lang", "fr"]),
        "beside token new --site -x --lang fr"
    );
    assert_eq!(run(&["--lang", "fr", "serve", "-V"]), "beside --lang fr serve -V");
    assert_eq!(run(&["collector"]), "beside --lang en");
}

#[cfg(all(unix, feature = "collector"))]
#[test]
fn the_collector_within_speaks_under_the_programs_name() {
    let here = tempfile::tempdir().unwrap();
    let out = alone(here.path(), here.path(), &["serve", "--help"]);
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success(), "{said}");
    assert!(said.contains("empreinte collector serve") && said.contains("--tls-cert"), "{said}");
    let state = here.path().join("state");
    let words = ["collector", "token", "new", "--site", "Lyon", "--state", state.to_str().unwrap()];
    let out = alone(here.path(), here.path(), &words);
    assert_eq!(String::from_utf8(out.stdout).unwrap().trim().len(), 64);
}
