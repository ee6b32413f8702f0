//! What systemd is told: that the agent is up, and that it is alive.

/// Tells systemd something, where it listens.
#[cfg(unix)]
pub(super) fn notify(state: &str) {
    use std::os::unix::net::UnixDatagram;
    let Some(place) = std::env::var_os("NOTIFY_SOCKET") else { return };
    let Ok(socket) = UnixDatagram::unbound() else { return };
    // Nobody there is no fault: the agent works without.
    #[cfg(target_os = "linux")]
    if let Some(name) = place.to_str().and_then(|text| text.strip_prefix('@')) {
        use std::os::linux::net::SocketAddrExt;
        if let Ok(address) = std::os::unix::net::SocketAddr::from_abstract_name(name) {
            let _ = socket.send_to_addr(state.as_bytes(), &address);
        }
        return;
    }
    let _ = socket.send_to(state.as_bytes(), &place);
}

/// Nobody listens elsewhere.
#[cfg(not(unix))]
pub(super) fn notify(_: &str) {}
