//! What a machine is by its operating system and its model, for tools that say no type.

use ground::table::fold;

/// What a machine is by its operating system and model: a word, `computer` where the model tells.
pub(super) fn machine_of(os: &str, model: &str) -> String {
    let os_word = os;
    let (os, model) = (fold(os), fold(model));
    let has = |word: &str| os.split(' ').any(|own| own == word);
    let word = if model.starts_with("ipad") || has("ipados") {
        "tablet"
    } else if model.starts_with("iphone") || (has("ios") && !is_of_network_gear(os_word)) {
        "smartphone"
    } else if has("android") || os.starts_with("android") {
        // Samsung numbers its tablets SM-T, SM-P and SM-X.
        let tablet = ["sm t", "sm x", "sm p"].iter().any(|start| model.starts_with(start));
        if tablet || model.contains("tab") { "tablet" } else { "telephone mobile" }
    } else if os.contains("server") {
        "server"
    } else if os.starts_with("chrome") {
        "chromebook"
    } else if os.starts_with("mac") || has("darwin") {
        mac(&model)
    } else {
        "computer"
    };
    word.to_owned()
}

/// Whether what calls itself IOS is Cisco's: `Cisco IOS`, `IOS-XE`, `IOS 15.2(4)E`.
fn is_of_network_gear(os: &str) -> bool {
    let folded = fold(os);
    let cisco = folded.split(' ').any(|word| ["cisco", "xe", "xr", "software"].contains(&word));
    cisco || os.contains('(') && os.contains(')')
}

/// What a Mac is by its model.
pub(super) fn mac(model: &str) -> &'static str {
    let model: String = fold(model).chars().filter(|c| *c != ' ').collect();
    let starts = [
        ("macbook", "laptop"),
        ("macmini", "mini pc"),
        ("macstudio", "mini pc"),
        ("imac", "imac"),
        ("macpro", "workstation"),
        ("ipad", "tablet"),
        ("iphone", "smartphone"),
    ];
    let named = starts.iter().find(|(start, _)| model.starts_with(start)).map(|(_, word)| *word);
    named.or_else(|| numbered(&model)).unwrap_or("computer")
}

/// What a Mac is by Apple's number of it: since 2022 they are `Mac14,2`, whatever their form. The
/// comma is left out, as in a folded name.
fn numbered(model: &str) -> Option<&'static str> {
    let number = model.strip_prefix("mac").filter(|number| number.len() >= 3)?;
    let (family, own) = number.split_at_checked(2)?;
    let own: u8 = own.parse().ok()?;
    Some(match (family, own) {
        ("13", 1 | 2) | ("14", 3 | 12..=14) | ("15", 14) | ("16", 9..=11) => "mini pc",
        ("14", 8) => "workstation",
        ("15", 4 | 5) | ("16", 2 | 3) => "imac",
        ("14", 2 | 5..=7 | 9 | 10 | 15) | ("15", 3 | 6..=13) | ("16", 1 | 5..=8 | 12 | 13) => {
            "laptop"
        }
        _ => return None,
    })
}

/// Whether an operating system is that of phones and tablets.
pub(super) fn is_mobile(os: &str) -> bool {
    let os = fold(os);
    ["ios", "ipados", "android"].iter().any(|mobile| os.starts_with(mobile))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_is_told_by_system_and_model() {
        assert_eq!(machine_of("Windows", "Latitude 5440"), "computer");
        assert_eq!(machine_of("Microsoft Windows Server 2022", ""), "server");
        assert_eq!(machine_of("iPadOS", "iPad (9th generation)"), "tablet");
        assert_eq!(machine_of("iOS", "iPhone 12"), "smartphone");
        for system in ["IOS-XE", "Cisco IOS", "IOS 15.2(4)E8", "IOS XR", "NX-OS"] {
            assert_eq!(machine_of(system, "Catalyst 9300-48P"), "computer", "{system}");
        }
        assert_eq!(machine_of("Android", "SM-T510"), "tablet");
        assert_eq!(machine_of("darwin", "Macmini9,1"), "mini pc");
        assert_eq!(machine_of("macOS", "MacBookPro18,3"), "laptop");
        assert_eq!(machine_of("darwin", "Mac14,2"), "laptop");
        assert_eq!(machine_of("darwin", "Mac16,10"), "mini pc");
        assert_eq!(machine_of("darwin", "Mac99,1"), "computer");
    }
}
