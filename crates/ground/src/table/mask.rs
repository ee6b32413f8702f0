//! E-mail, MAC and IP addresses in text that is handed on: masked wherever they stand.

use std::borrow::Cow;

/// What stands for an address.
const MASK: &str = "***";

/// A text with its e-mail, MAC and IP addresses masked, those in a name or before a port too.
///
/// ```
/// use empreinte_ground::table::masked;
/// assert_eq!(masked("Lyon (j.durand@example.org)"), "Lyon (***)");
/// assert_eq!(masked("prise 02:00:00:00:00:01, 10.0.0.12"), "prise ***, ***");
/// assert_eq!(masked("hote-10.0.0.12:80, fe80::1:2"), "hote-***:80, ***");
/// assert_eq!(masked("Bâtiment 1.2, salle 3"), "Bâtiment 1.2, salle 3");
/// ```
pub fn masked(text: &str) -> Cow<'_, str> {
    if !may_hold(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let without = without_phones(text);
    let text = without.as_deref().unwrap_or(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut cut = false;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_address(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        // A full stop, a colon or a dash after an address ends the sentence, not the address.
        let bare = word.trim_end_matches(['.', ':', '-']);
        if is_email(bare) || is_mac(bare) || is_ipv4(bare) || is_ipv6(bare) {
            out.push_str(MASK);
            out.push_str(&word[bare.len()..]);
        } else if word.split(is_part_end).any(holds_mac) {
            for part in word.split_inclusive(is_part_end) {
                let bare = part.trim_end_matches(is_part_end);
                if holds_mac(bare) {
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
            cut = true;
        } else {
            out.push_str(word);
        }
        let next = after.find(is_address).unwrap_or(after.len());
        out.push_str(&after[..next]);
        rest = &after[next..];
    }
    // What stands beside an address that was cut out may be one itself.
    if cut { Cow::Owned(masked(&out).into_owned()) } else { Cow::Owned(out) }
}

/// The digits of a MAC address.
const MAC_DIGITS: usize = 12;

/// What ends a part of a name.
fn is_part_end(c: char) -> bool {
    matches!(c, '-' | '_' | ':' | '.')
}

/// Whether a name is one that telephones make of their MAC address: three letters and its digits.
fn holds_mac(part: &str) -> bool {
    let Some((prefix, digits)) = part.split_at_checked(3) else { return false };
    PHONE_PREFIXES.iter().any(|known| prefix.eq_ignore_ascii_case(known))
        && digits.len() == MAC_DIGITS
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What telephones and their gateways put before their MAC address to make their name.
const PHONE_PREFIXES: [&str; 4] = ["SEP", "ATA", "VGC", "SPA"];

/// What joins an address to a name or to a port.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | ':' | '+' | '%')
}

/// Whether a text has the signs that an address has: nearly none has, and is left at that.
fn may_hold(text: &[u8]) -> bool {
    let count = |sign: u8| memchr::memchr_iter(sign, text).count();
    count(b'@') > 0
        || count(b'.') >= 3
        || count(b':') >= 5
        || memchr::memmem::find(text, b"::").is_some()
        || count(b'-') >= 5
        || (text.len() > MAC_DIGITS && (may_name_a_phone(text) || may_be_dialled(text)))
}

/// Whether a text has as many digits as a telephone number, and a sign among them.
fn may_be_dialled(text: &[u8]) -> bool {
    let signs = text.iter().any(|byte| matches!(byte, b' ' | b'.' | b'-' | b'+'));
    signs && text.iter().filter(|byte| byte.is_ascii_digit()).count() >= 9
}

/// Whether twelve hexadecimal digits stand in a row.
fn may_name_a_phone(text: &[u8]) -> bool {
    let mut run = 0;
    text.iter().any(|byte| {
        run = if byte.is_ascii_hexdigit() { run + 1 } else { 0 };
        run >= MAC_DIGITS
    })
}

/// A text without telephone numbers: French ones in pairs, and those that start with `+`.
fn without_phones(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut at, mut from) = (0, 0);
    while at < bytes.len() {
        // After a sign, what stands before it counts: a number may go on.
        let before = match &bytes[..at] {
            [.., before, b'-' | b'.' | b':'] | [.., before] => Some(before),
            [] => None,
        };
        let starts = before.is_none_or(|before| !before.is_ascii_alphanumeric());
        match starts.then(|| phone(&bytes[at..])).flatten() {
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

/// The length of the telephone number that a text starts with.
fn phone(text: &[u8]) -> Option<usize> {
    let international = text.first() == Some(&b'+');
    let national = matches!(text, [b'0', b'1'..=b'9', ..]);
    if !(international || national) {
        return None;
    }
    let (mut digits, mut signs, mut end) = (0_usize, 0_usize, 0);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                end = at + 1;
            }
            b'+' if at == 0 => {}
            // Pairs stand apart by one sign.
            b' ' | b'.' | b'-' if international || digits % 2 == 0 => {
                if at + 1 != end + 1 {
                    break;
                }
                signs += 1;
            }
            b'(' | b')' if international => {}
            _ => break,
        }
        if !international && digits == 10 {
            break;
        }
    }
    // What goes on is a longer number, or an address.
    let next = match &text[end..] {
        [b'-' | b'.' | b':', next, ..] | [next, ..] => Some(next),
        [] => None,
    };
    let closed = next.is_none_or(|next| !next.is_ascii_alphanumeric());
    let whole = if international { (9..=15).contains(&digits) } else { digits == 10 && signs == 4 };
    (closed && whole).then_some(end)
}

fn is_address(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '@' | '.' | ':' | '-' | '_' | '+' | '%')
}

fn is_email(word: &str) -> bool {
    let Some((name, host)) = word.split_once('@') else { return false };
    !name.is_empty() && host.split('.').filter(|part| !part.is_empty()).count() >= 2
}

fn is_mac(word: &str) -> bool {
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
    // `A::B` is a name.
    address.split(':').filter(|group| !group.is_empty()).count() >= 3
        && address.parse::<std::net::Ipv6Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_masked_and_nothing_else() {
        for (text, expected) in [
            ("a.b+c@ex-ample.co.uk", "***"),
            ("02-00-00-00-00-0A;x", "***;x"),
            ("192.168.0.1.", "***."),
            ("256.1.1.1", "256.1.1.1"),
            ("@home", "@home"),
            ("srv_10.0.0.1-b", "srv_***-b"),
            ("aa-bb-cc-dd-ee-ff-10.0.0.1", "***-***"),
            ("2001:db8:0:0:0:0:0:1", "***"),
            ("fe80::aa:bb%eth0.", "***."),
            ("A::B", "A::B"),
            ("SEP001B54AABBCC", "SEP***"),
            ("lyon-sep001b54aabbcc.lan", "lyon-sep***.lan"),
            ("SEP001B54AABBC", "SEP001B54AABBC"),
            ("ASSET001B54AABBCC", "ASSET001B54AABBCC"),
            ("v10.0.0.1", "v10.0.0.1"),
            ("06 12 34 56 78", "***"),
            ("Accueil : 01.23.45.67.89 (jour)", "Accueil : *** (jour)"),
            ("+33 6 12 34 56 78", "***"),
            ("+33 (0)1 23 45 67 89, Lyon", "***, Lyon"),
            ("0612345678", "0612345678"),
            ("01 23 45 67", "01 23 45 67"),
            ("2021-03-04 08:30", "2021-03-04 08:30"),
            ("08:30:15", "08:30:15"),
            ("4c4c4544-0041-4210-8043-b7c04f445331", "4c4c4544-0041-4210-8043-b7c04f445331"),
            ("été; jean@exemple.fr; été", "été; ***; été"),
        ] {
            assert_eq!(masked(text), expected, "`{text}`");
        }
    }
}
