//! Addresses and numbers of people and machines in text that is handed on: masked wherever they
//! stand, by the shape of what they are.

mod groups;
mod homes;
mod machines;
mod numbers;
mod people;
mod people_word;
mod phones;
mod reached;
#[cfg(test)]
mod tests;
mod writing;

use std::borrow::Cow;

/// What the column of a cell says it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Places of the organisation: an address is one.
    Places,
    /// Things by their names, which no place belongs to.
    Things,
    /// Whatever people wrote: two names between brackets are of somebody.
    Remarks,
    /// What an organisation writes of itself and hands out: names stand beside addresses and after
    /// functions, and the address of a house is its own.
    Writing,
    /// The same, where a role is meant: two names alone are somebody.
    Somebody,
    /// What a paper is called by: a reference, where two names beside each other are somebody's.
    Papers,
}

impl Holds {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Places, Self::Things, Self::Remarks, Self::Writing, Self::Somebody, Self::Papers];

    /// Whether it is what an organisation writes of itself.
    fn is_written(self) -> bool {
        matches!(self, Self::Writing | Self::Somebody)
    }
}

/// As [`masked`], by what the cell's column may hold: where it is no place, the address of a home is
/// masked, and in remarks a name between brackets.
///
/// ```
/// use empreinte_ground::table::{Holds, masked_in};
/// let text = "12 rue des Lilas, 44000 Nantes";
/// assert_eq!(masked_in(Holds::Places, text), text);
/// assert_eq!(masked_in(Holds::Things, text), "***");
/// assert_eq!(masked_in(Holds::Remarks, "Stock (Jean Exemple)"), "Stock (***)");
/// assert_eq!(masked_in(Holds::Things, "iPad (Space Grey)"), "iPad (Space Grey)");
/// ```
pub fn masked_in(holds: Holds, text: &str) -> Cow<'_, str> {
    masked_but(holds, text, &|_| false)
}

/// As [`masked_in`], but that what a thing was lent, given or assigned to stays where it is a known
/// place: `prêté à Lyon` is of a person like `prêté à Marie`, unless something says that it is not.
///
/// ```
/// use empreinte_ground::table::{Holds, masked_but};
/// let known = |place: &str| place == "Lyon";
/// assert_eq!(masked_but(Holds::Remarks, "prêté à Lyon", &known), "prêté à Lyon");
/// assert_eq!(masked_but(Holds::Remarks, "prêté à Marie", &known), "prêté à ***");
/// ```
pub fn masked_but<'t>(
    holds: Holds,
    text: &'t str,
    is_place: &dyn Fn(&str) -> bool,
) -> Cow<'t, str> {
    let mut shown = Cow::Borrowed(text);
    // What stands beside something that was masked may be something to mask itself.
    for _ in 0..PASSES {
        match pass(holds, &shown, is_place) {
            Some(own) => shown = Cow::Owned(own),
            None => return shown,
        }
    }
    Cow::Borrowed(MASK)
}

/// How often a text is looked at: what still holds something after that shows nothing at all.
const PASSES: usize = 8;

/// What stands for an address.
const MASK: &str = "***";

/// A text with its e-mail, MAC and IP addresses, accounts, telephone, social security and IMEI
/// numbers masked, those in a name or before a port too, and the names of people that a title or
/// who did something announces.
///
/// ```
/// use empreinte_ground::table::masked;
/// assert_eq!(masked("Lyon (j.durand@example.org)"), "Lyon (***)");
/// assert_eq!(masked("prise 02:00:00:00:00:01, 10.0.0.12"), "prise ***, ***");
/// assert_eq!(masked("hote-10.0.0.12:80, fe80::1:2"), "hote-***:80, ***");
/// assert_eq!(masked(r"poste de ACME\jdurand"), "poste de ***");
/// assert_eq!(masked("remis à Mme Exemple, salle 3"), "remis à Mme ***, salle 3");
/// assert_eq!(masked("Bâtiment 1.2, salle 3"), "Bâtiment 1.2, salle 3");
/// ```
pub fn masked(text: &str) -> Cow<'_, str> {
    masked_in(Holds::Places, text)
}

/// A text in which each thing that is to be masked and can be seen is; none where there is nothing.
fn pass(holds: Holds, text: &str, is_place: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut shown = Cow::Borrowed(text);
    let mut then = |part: &dyn Fn(&str) -> Option<String>| {
        if let Some(own) = part(&shown) {
            shown = Cow::Owned(own);
        }
    };
    if matches!(holds, Holds::Things | Holds::Remarks) {
        then(&homes::without_homes);
        then(&machines::without_names);
    }
    if holds != Holds::Things {
        then(&phones::without_bare);
    }
    match holds {
        Holds::Remarks => then(&people::without_bracketed),
        Holds::Things => then(&people::without_initials),
        Holds::Places | Holds::Writing | Holds::Somebody | Holds::Papers => {}
    }
    if may_hold(text.as_bytes()) {
        then(&|text| people::without_people(text, holds == Holds::Remarks, is_place));
        then(&without_numbers);
        then(&without_addresses);
    }
    if holds.is_written() {
        then(&writing::without_people);
    }
    if holds == Holds::Somebody {
        then(&writing::without_names);
    }
    if holds == Holds::Papers {
        then(&writing::without_beside);
    }
    match shown {
        Cow::Owned(own) if own != text => Some(own),
        _ => None,
    }
}

/// A text without addresses of machines and of mail, and without accounts.
fn without_addresses(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_address(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        // A full stop, a colon or a dash after an address ends the sentence, not the address.
        let bare = word.trim_end_matches(['.', ':', '-']);
        if let Some(behind) = behind_spaced(word, after) {
            out.push_str(MASK);
            rest = behind;
            continue;
        }
        if is_email(bare) || is_account(bare) || is_mac(bare) || is_ipv4(bare) || is_ipv6(bare) {
            out.push_str(MASK);
            out.push_str(&word[bare.len()..]);
        } else if let Some(at) = mac_behind_a_name(bare) {
            out.push_str(&word[..at]);
            out.push_str(MASK);
            out.push_str(&word[bare.len()..]);
        } else if word.split(is_part_end).any(|part| holds_mac(part, word)) {
            for part in word.split_inclusive(is_part_end) {
                let bare = part.trim_end_matches(is_part_end);
                if holds_mac(bare, word) {
                    out.push_str(&bare[..bare.len() - MAC_DIGITS]);
                    out.push_str(MASK);
                } else {
                    out.push_str(bare);
                }
                out.push_str(&part[bare.len()..]);
            }
        } else if word.split(is_joint).any(|part| is_ipv4(part.trim_end_matches('.'))) {
            for part in word.split_inclusive(is_joint) {
                let bare = part.trim_end_matches(|c| c == '.' || is_joint(c));
                out.push_str(if is_ipv4(bare) { MASK } else { bare });
                out.push_str(&part[bare.len()..]);
            }
        } else {
            out.push_str(word);
        }
        let next = after.find(is_address).unwrap_or(after.len());
        out.push_str(&after[..next]);
        rest = &after[next..];
    }
    (out != text).then_some(out)
}

/// The digits of a MAC address.
const MAC_DIGITS: usize = 12;

/// What ends a part of a name.
fn is_part_end(c: char) -> bool {
    matches!(c, '-' | '_' | ':' | '.')
}

/// Whether a part of a name is the digits of a MAC address: behind what makers put there
/// (`SEP0011…`), or alone, with digits and letters as no number that somebody gave has them.
fn holds_mac(part: &str, word: &str) -> bool {
    let Some(at) = part.len().checked_sub(MAC_DIGITS) else { return false };
    let Some((prefix, digits)) = part.split_at_checked(at) else { return false };
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return false;
    }
    if PREFIXES.iter().any(|known| prefix.eq_ignore_ascii_case(known)) {
        return true;
    }
    let letters = digits.bytes().filter(u8::is_ascii_alphabetic).count();
    // In `4c4c4544-0041-…` other parts have digits too.
    let numbered = |part: &&str| part.bytes().any(|byte| byte.is_ascii_digit());
    let alone = || word.split(is_part_end).filter(numbered).count() == 1;
    prefix.is_empty() && (2..MAC_DIGITS - 1).contains(&letters) && alone()
}

/// Where a MAC address with its signs begins behind a few letters: `AP0011.aabb.ccdd`.
fn mac_behind_a_name(word: &str) -> Option<usize> {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    (1..=letters.min(MOST_LETTERS))
        .rev()
        .find(|at| word[*at..].contains('.') && is_mac(&word[*at..]))
}

/// The most letters that machines put before their MAC address to make a name.
const MOST_LETTERS: usize = 6;

/// What telephones and their gateways, access points and printers put before their MAC address to
/// make their name.
const PREFIXES: [&str; 16] = [
    "SEP", "ATA", "VGC", "SPA", "AP", "APP", "BRN", "BRW", "HP", "RNP", "KM", "KMBT", "EPSON",
    "XRX", "ET", "LXK",
];

/// What joins an address to a name or to a port.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | ':' | '+' | '%')
}

/// Whether a text has the signs that an address has: nearly none has, and is left at that.
///
/// Each cell that is written comes by here, so that its bytes are looked at once.
fn may_hold(text: &[u8]) -> bool {
    let (mut dots, mut colons, mut dashes, mut digits) = (0_usize, 0_usize, 0_usize, 0_usize);
    // Hexadecimal digits in a row, and the most of them.
    let (mut run, mut longest) = (0_usize, 0_usize);
    let (mut signs, mut before) = (false, 0);
    for (at, byte) in text.iter().copied().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                run += 1;
            }
            b'a'..=b'f' | b'A'..=b'F' => run += 1,
            b'@' | b'\\' => return true,
            b'%' if text[at..].starts_with(AT_ESCAPED.as_bytes()) => return true,
            b':' if before == b':' => return true,
            0xEF if text[at..].starts_with("＠".as_bytes()) => return true,
            _ => {
                longest = longest.max(run);
                run = 0;
                dots += usize::from(byte == b'.');
                colons += usize::from(byte == b':');
                dashes += usize::from(byte == b'-');
                signs |= matches!(byte, b' ' | b'.' | b'-' | b'+' | b'/');
            }
        }
        before = byte;
    }
    let long = text.len() > MAC_DIGITS;
    // A telephone number has digits and a sign among them; names of telephones have their digits
    // in a row.
    let dialled = signs && digits >= 9;
    let named = longest.max(run) >= MAC_DIGITS;
    dots >= 2
        || colons >= 5
        || dashes >= 5
        || dialled
        || (long && (named || digits >= numbers::FEWEST))
        || people::may_hold(text)
}

/// A text without telephone numbers and numbers of people and of their accounts.
fn without_numbers(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut at, mut from) = (0, 0);
    while at < bytes.len() {
        // After a sign, what stands before it counts: a number may go on.
        let starts = match &bytes[..at] {
            // `IMEI:490…`, and `12:34`, which goes on.
            [.., before, b':'] => !before.is_ascii_digit(),
            [.., before, b'-' | b'.'] | [.., before] => !before.is_ascii_alphanumeric(),
            [] => true,
        };
        let starts = starts || bytes[at].is_ascii_digit() && numbers::is_led_to(&bytes[..at]);
        let rest = &bytes[at..];
        match starts.then(|| phones::phone(rest).or_else(|| numbers::number(rest))).flatten() {
            // `01 02 03 04 05 points` are things that are counted.
            Some(length) if is_counted(&text[at + length..]) => at += length,
            Some(length) => {
                out.push_str(&text[from..at]);
                out.push_str(MASK);
                at += length;
                from = at;
            }
            None => at += 1,
        }
    }
    (from > 0).then(|| out + &text[from..])
}

/// Whether a unit stands after a number.
fn is_counted(after: &str) -> bool {
    const UNITS: [&str; 12] = [
        "points", "point", "unites", "euros", "kg", "kwh", "wh", "heures", "jours", "pages",
        "units", "hours",
    ];
    let word = after.trim_start();
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    word.len() < after.len() && UNITS.contains(&super::fold(&word[..end]).as_str())
}

fn is_address(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '@' | '＠' | '.' | ':' | '-' | '_' | '+' | '%' | '\\')
}

/// The sign of an address as an address on the web writes it.
const AT_ESCAPED: &str = "%40";

fn is_email(word: &str) -> bool {
    let parts = word.split_once(['@', '＠']).or_else(|| word.split_once(AT_ESCAPED));
    let Some((name, host)) = parts else { return false };
    !name.is_empty() && (is_host(host) || is_login(name) && is_network(host))
}

/// Whether it is the name of a host with its domain.
fn is_host(host: &str) -> bool {
    host.split('.').filter(|part| !part.is_empty()).count() >= 2
}

/// Whether it may be what somebody signs in by: letters, and full stops between names. `SW1@BAT2` is a
/// machine in a place.
fn is_login(name: &str) -> bool {
    name.len() > 2 && name.chars().all(|c| c.is_lowercase() || ".-_".contains(c))
}

/// Whether it may be the name of a network alone: `jexemple@MAIRIE`.
fn is_network(host: &str) -> bool {
    host.len() > 2 && host.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// What stands behind an address whose sign has spaces about it: `jean.exemple @ mairie.fr`; nothing where
/// it is none.
fn behind_spaced<'t>(word: &str, after: &'t str) -> Option<&'t str> {
    let ends = word.strip_suffix(['@', '＠']);
    let host = match ends {
        Some(_) => after,
        None => after.trim_start_matches(' ').strip_prefix(['@', '＠'])?,
    };
    let is_apart = ends.is_some() || !after.starts_with(['@', '＠']);
    let host = host.trim_start_matches(' ');
    let end = host.find(|c: char| !(c.is_alphanumeric() || ".-".contains(c))).unwrap_or(host.len());
    let own = host[..end].trim_end_matches('.');
    let name = ends.unwrap_or(word);
    // A domain ends in letters: `HP @ 2.4` is none.
    let last = own.rsplit('.').next().unwrap_or("");
    let is_domain = is_host(own) && last.len() > 1 && last.chars().all(char::is_alphabetic);
    (is_apart && !name.is_empty() && is_domain).then_some(&host[own.len()..])
}

/// Whether a word is an account of a domain: `ACME\jdurand`. In `LYON\BAT2` the second word is no
/// login: logins are in small letters, or have a full stop between names.
fn is_account(word: &str) -> bool {
    let Some((domain, login)) = word.rsplit_once('\\') else { return false };
    let domain = domain.trim_start_matches('\\');
    let written = |word: &str, signs: &[char]| {
        word.chars().all(|c| c.is_ascii_alphanumeric() || signs.contains(&c))
    };
    let small = login.starts_with(|c: char| c.is_ascii_lowercase())
        && !login.contains(|c: char| c.is_ascii_uppercase());
    let names = login.split('.').filter(|name| name.len() > 1).count() == 2
        && login.starts_with(|c: char| c.is_ascii_alphabetic());
    (2..=64).contains(&domain.len())
        && written(domain, &['-', '.'])
        && login.len() > 1
        && written(login, &['-', '.', '_'])
        && (small || names)
}

fn is_mac(word: &str) -> bool {
    // As Cisco writes it.
    let fours: Vec<&str> = word.split('.').collect();
    let hex = |part: &&str| part.bytes().all(|b| b.is_ascii_hexdigit());
    let digit = word.bytes().any(|b| b.is_ascii_digit());
    if fours.len() == 3 && digit && fours.iter().all(|part| part.len() == 4 && hex(part)) {
        return true;
    }
    [':', '-'].into_iter().any(|sign| {
        let pairs: Vec<&str> = word.split(sign).collect();
        pairs.len() == 6
            && pairs.iter().all(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_hexdigit()))
    })
}

fn is_ipv4(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() == 4
        && parts.iter().all(|part| {
            (1..=3).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_digit())
                && part.parse::<u16>().is_ok_and(|n| n < 256)
        })
}

fn is_ipv6(word: &str) -> bool {
    let address = word.split_once('%').map_or(word, |(address, _)| address);
    // `A::B` is a name, `fe80::1` is none: what is given out starts with four digits.
    let groups = address.split(':').filter(|group| !group.is_empty()).count();
    let given_out = |ip: &std::net::Ipv6Addr| {
        let first = ip.segments()[0];
        address.find(':') == Some(4)
            && (first & 0xE000 == 0x2000 || first & 0xFE00 == 0xFC00 || first & 0xFFC0 == 0xFE80)
    };
    address.parse::<std::net::Ipv6Addr>().is_ok_and(|ip| groups >= 3 || given_out(&ip))
}
