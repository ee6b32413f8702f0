//! What an operating system tells of the machine it runs on.

use super::evidence::Strength;
use ground::table::fold;

/// The type of the machines that a system runs on, where it tells.
pub(super) fn kind_of_system(system: &str) -> Option<(&'static str, Strength)> {
    let folded = fold(system);
    let words: Vec<&str> = folded.split(' ').collect();
    let has = |word: &str| words.contains(&word);
    let first = words.first().copied().unwrap_or("");
    Some(match first {
        _ if has("server") || has("esxi") || has("esx") || has("proxmox") || has("xenserver") => {
            ("server", Strength::Certain)
        }
        "ipados" => ("tablet", Strength::Certain),
        // Cisco has an IOS too: `IOS-XE`, `IOS 15.2(4)E`.
        "ios" if !["xe", "xr", "software"].iter().any(|own| has(own)) && !system.contains('(') => {
            ("smartphone", Strength::Usual)
        }
        "android" | "androidenterprise" | "androidforwork" => ("smartphone", Strength::Usual),
        "chrome" | "chromeos" => ("laptop", Strength::Usual),
        "watchos" => ("smartwatch", Strength::Certain),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_of_servers_tells_a_server_and_windows_tells_nothing() {
        assert_eq!(
            kind_of_system("Microsoft Windows Server 2022"),
            Some(("server", Strength::Certain))
        );
        assert_eq!(kind_of_system("VMware ESXi 7.0"), Some(("server", Strength::Certain)));
        assert_eq!(kind_of_system("Windows 11"), None);
        for cisco in ["Cisco IOS XE", "IOS-XE", "IOS-XR 7.3", "IOS 15.2(4)E8"] {
            assert_eq!(kind_of_system(cisco), None, "{cisco}");
        }
        assert_eq!(kind_of_system(""), None);
    }
}
