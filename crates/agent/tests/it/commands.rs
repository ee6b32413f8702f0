//! The program as a person or a service runs it.

use crate::collector::Collector;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

fn agent(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_empreinte-agent"));
    command.args(arguments).env("EMPREINTE_LANG", "en").env_remove("STATE_DIRECTORY");
    command
}

fn run(arguments: &[&str]) -> Output {
    agent(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A file that others may only read.
fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

fn wait_for(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_mins(1), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn terminate(mut child: Child) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(child.wait().unwrap().success(), "SIGTERM ends it well");
}

#[test]
fn once_prints_both_records_and_keeps_nothing() {
    let output = run(&["once", "--seconds", "1"]);
    assert!(output.status.success(), "{}", err(&output));
    let schemas: Vec<String> = out(&output)
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            record::Record::parse(&value).unwrap();
            value["schema"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(schemas, ["inv/1", "use-day/1"]);
}

#[test]
fn help_and_errors_speak_both_languages() {
    assert!(out(&run(&["--help"])).contains("loses none"));
    assert!(out(&run(&["--lang", "fr", "--help"])).contains("n’en perd aucun"));
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("none");
    let nothing = run(&["show", "--state", state.to_str().unwrap()]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(err(&nothing).contains("nothing was sent"), "{}", err(&nothing));
    let french = run(&["show", "--lang", "fr", "--state", state.to_str().unwrap()]);
    assert!(err(&french).contains("rien n’a encore été envoyé"));
}

#[test]
fn settings_that_others_may_write_or_that_say_nothing_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("agent.toml");
    let config = path.to_str().unwrap();
    write(&path, "colector = \"https://c.example\"\n");
    let output = run(&["doctor", "--config", config]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("colector"), "{}", err(&output));
    write(&path, "serial = false\n");
    assert!(run(&["doctor", "--config", config]).status.success());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
    let output = run(&["doctor", "--config", config]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("others may write it"), "{}", err(&output));
    let french = run(&["doctor", "--lang", "fr", "--config", config]);
    assert!(err(&french).contains("d’autres peuvent l’écrire"), "{}", err(&french));
    // A pipe is no file, and is not waited for.
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let output = run(&["doctor", "--config", pipe.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("not a file"), "{}", err(&output));
    write(&path, "collector = \"http://c.example\"\n");
    let state = folder.path().join("state");
    let output = run(&["run", "--config", config, "--state", state.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("https://"), "{}", err(&output));
}

#[test]
fn what_is_shown_is_what_the_collector_got() {
    let collector = Collector::start();
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let state = state.to_str().unwrap();
    write(&folder.path().join("token"), "jeton\n");
    let config = folder.path().join("agent.toml");
    let token = folder.path().join("token");
    let token = token.to_str().unwrap();
    write(&config, &format!("collector = {:?}\ntoken_file = {token:?}\n", collector.address));
    let config = config.to_str().unwrap();
    let child = agent(&["run", "--now", "--config", config, "--state", state])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wait_for("nothing was stored", || !collector.state.stored.lock().unwrap().is_empty());
    // A second one must not share the folder.
    let second = run(&["run", "--config", config, "--state", state]);
    assert_eq!(second.status.code(), Some(2));
    assert!(err(&second).contains("another agent"), "{}", err(&second));
    wait_for("the answer was not heeded", || {
        out(&run(&["doctor", "--config", config, "--state", state]))
            .contains("Last sending that went well")
    });
    terminate(child);
    let got = collector.state.bodies.lock().unwrap().last().unwrap().clone();
    assert_eq!(out(&run(&["show", "--state", state])), format!("{got}\n"));
    assert_eq!(out(&run(&["show", "--waiting", "--state", state])), "");
    // Started again it is the same agent, and has nothing more to say.
    let requests = collector.state.again.load(Ordering::SeqCst);
    let child = agent(&["run", "--now", "--config", config, "--state", state])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(500));
    terminate(child);
    assert_eq!(collector.state.again.load(Ordering::SeqCst), requests);
}

#[test]
fn files_are_written_where_no_network_goes() {
    let folder = tempfile::tempdir().unwrap();
    let (state, outbox) = (folder.path().join("state"), folder.path().join("out"));
    fs::create_dir(&outbox).unwrap();
    let words =
        ["run", "--now", "--state", state.to_str().unwrap(), "--outbox", outbox.to_str().unwrap()];
    let child = agent(&words).stderr(Stdio::null()).spawn().unwrap();
    let files = || fs::read_dir(&outbox).unwrap().count();
    wait_for("no file was written", || files() > 0);
    terminate(child);
    assert_eq!(files(), 1);
    let shown = out(&run(&["show", "--state", state.to_str().unwrap()]));
    assert!(shown.contains("\"outbox/1\"") && shown.contains("\"inv/1\""), "{shown}");
}
