//! Which addresses are listened on, and TLS with the agent's own client.

use crate::collector::{Collector, agent, token};
use empreinte_agent::agent::{CourierJob, SendOutcome};
use empreinte_agent::delivery::http::Courier;
use std::process::Command;

#[test]
fn no_address_beyond_this_machine_without_tls_or_a_word_for_it() {
    let state = tempfile::tempdir().unwrap();
    let refused = |lang: &str| {
        let out = Command::new(env!("CARGO_BIN_EXE_empreinte-collector"))
            .args(["serve", "--listen", "0.0.0.0:0", "--lang", lang])
            .output()
            .unwrap();
        assert_eq!(out.status.code(), Some(2));
        String::from_utf8(out.stderr).unwrap()
    };
    assert!(refused("en").contains("--tls-cert"));
    assert!(refused("fr").contains("d’autres machines"));
    let proxied = Collector::at(state.path(), "0.0.0.0:0", &["--plain-http-behind-proxy"]);
    assert!(proxied.stop());
}

#[test]
fn an_agent_that_believes_the_certificate_enrols_over_tls_and_no_other_does() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (chain, key) = (state.path().join("chain.pem"), state.path().join("key.pem"));
    std::fs::write(&chain, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let files = ["--tls-cert", chain.to_str().unwrap(), "--tls-key", key.to_str().unwrap()];
    let collector = Collector::start(state.path(), &files);
    let port = collector.address.rsplit(':').next().unwrap();
    let address = format!("https://localhost:{port}");
    let enrol = |pem: Option<&[u8]>| {
        let courier = Courier::new(&address, Some(token.clone()), pem).unwrap();
        courier.run(&CourierJob::Enrol { agent: agent(1) })
    };
    let enrolled = enrol(Some(made.cert.pem().as_bytes()));
    assert!(matches!(enrolled, SendOutcome::Enrolled(_)), "{enrolled:?}");
    let other = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let refused = enrol(Some(other.cert.pem().as_bytes()));
    assert!(matches!(refused, SendOutcome::Nothing(..)), "{refused:?}");
}
