//! What the agent carries.

use std::collections::BTreeSet;
use std::process::Command;

/// The crates of the agent's tree: what is linked, and what builds it.
fn tree() -> BTreeSet<String> {
    let listed = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "-e", "normal,build", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let text = String::from_utf8(listed.stdout).unwrap();
    text.lines().filter_map(|line| line.split(" (").next()).map(str::to_owned).collect()
}

#[test]
fn the_agent_carries_eighty_crates_at_most_and_none_of_the_library() {
    let tree = tree();
    assert!(tree.len() > 30 && tree.len() <= 80, "{} crates: {tree:?}", tree.len());
    let ours: Vec<&String> = tree.iter().filter(|name| name.starts_with("empreinte")).collect();
    // Itself, what it shares with the collector, and what clap says in French.
    assert_eq!(ours.len(), 3, "{ours:?}");
    for heavy in ["parquet", "tokio", "openssl-sys", "regex", "aws-lc"] {
        assert!(!tree.iter().any(|name| name.starts_with(heavy)), "{heavy}");
    }
}
