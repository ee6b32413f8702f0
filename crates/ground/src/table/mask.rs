//! Addresses and numbers of people and machines in text that is handed on: masked wherever they
//! stand, by the shape of what they are.

mod homes;
mod numbers;
mod people;
mod phones;

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
}

impl Holds {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Places, Self::Things, Self::Remarks];
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
    let mut shown = Cow::Borrowed(text);
    // What stands beside something that was masked may be something to mask itself.
    for _ in 0..PASSES {
        match pass(holds, &shown) {
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
fn pass(holds: Holds, text: &str) -> Option<String> {
    let mut shown = Cow::Borrowed(text);
    let mut then = |part: fn(&str) -> Option<String>| {
        if let Some(own) = part(&shown) {
            shown = Cow::Owned(own);
        }
    };
    if holds != Holds::Places {
        then(homes::without_homes);
    }
    if holds == Holds::Remarks {
        then(people::without_bracketed);
    }
    if may_hold(text.as_bytes()) {
        then(people::without_people);
        then(without_numbers);
        then(without_addresses);
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
        if is_email(bare) || is_account(bare) || is_mac(bare) || is_ipv4(bare) || is_ipv6(bare) {
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
            b':' if before == b':' => return true,
            0xEF if text[at..].starts_with("＠".as_bytes()) => return true,
            _ => {
                longest = longest.max(run);
                run = 0;
                dots += usize::from(byte == b'.');
                colons += usize::from(byte == b':');
                dashes += usize::from(byte == b'-');
                signs |= matches!(byte, b' ' | b'.' | b'-' | b'+');
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
        || (long && (dialled || named || digits >= numbers::FEWEST))
        || people::may_hold(text)
}

/// A text without telephone numbers and numbers of people and of their accounts.
fn without_numbers(text: &str) -> Option<String> {
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
        let rest = &bytes[at..];
        match starts.then(|| phones::phone(rest).or_else(|| numbers::number(rest))).flatten() {
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

fn is_address(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '@' | '＠' | '.' | ':' | '-' | '_' | '+' | '%' | '\\')
}

fn is_email(word: &str) -> bool {
    let Some((name, host)) = word.split_once(['@', '＠']) else { return false };
    !name.is_empty() && host.split('.').filter(|part| !part.is_empty()).count() >= 2
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
            ("0033 6 12 34 56 78", "***"),
            ("NIR 2 55 08 14 168 025 38", "NIR ***"),
            ("iPhone 13 490154203237518", "iPhone 13 ***"),
            ("jean＠exemple.fr", "***"),
            (r"ACME\jdurand, salle 2", "***, salle 2"),
            (r"acme.local\j.durand", "***"),
            (r"CORP\Jean.Durand", "***"),
            (r"LYON\BAT2", r"LYON\BAT2"),
            (r"C:\Outils", r"C:\Outils"),
            ("fe80::1", "***"),
            ("fe80::1%eth0", "***"),
            ("face::b", "face::b"),
            ("001b.54aa.bbcc", "***"),
            ("2021.1234.5678.9", "2021.1234.5678.9"),
            ("1.2.3", "1.2.3"),
            ("01 23 45 67", "01 23 45 67"),
            ("2021-03-04 08:30", "2021-03-04 08:30"),
            ("08:30:15", "08:30:15"),
            ("4c4c4544-0041-4210-8043-b7c04f445331", "4c4c4544-0041-4210-8043-b7c04f445331"),
            ("été; jean@exemple.fr; été", "été; ***; été"),
            ("remis à Mme Léa Exemple, site B", "remis à Mme ***, site B"),
            ("04/05/2022 par Luc Exemple", "04/05/2022 par ***"),
            ("Prêté à M. Exemple", "Prêté à M. ***"),
            ("Tél. 0611223344", "Tél. ***"),
            ("(+33) 6 11 22 33 44", "***"),
            ("zoe.exemple (at) ville.test", "***"),
            ("Mr Coffee", "Mr ***"),
            ("HP M 404", "HP M 404"),
            ("Réparé par Dell", "Réparé par Dell"),
            ("Monitor Dell P2419H", "Monitor Dell P2419H"),
            ("Mobile Precision 5550", "Mobile Precision 5550"),
        ] {
            assert_eq!(masked(text), expected, "`{text}`");
        }
    }

    #[test]
    fn what_is_masked_is_masked_whatever_it_stood_beside() {
        // The date and the number are one run of digits until the number to call is cut out.
        let text = "04/01/212325804/01.23.45.67.89";
        assert_eq!(masked(text), "04/***/***");
        // A chain of them that opens one link at a time shows nothing.
        let chain = "01/212325804/".repeat(40) + "01.23.45.67.89";
        for text in [text, &chain] {
            for holds in Holds::ALL {
                let once = masked_in(holds, text).into_owned();
                assert_eq!(masked_in(holds, &once), once, "`{text}`");
                assert!(!once.contains("212325804"), "`{once}`");
            }
        }
    }

    #[test]
    fn names_are_masked_however_they_are_written() {
        for (text, expected) in [
            ("remis à M. J. Dupont", "remis à M. ***"),
            ("Mme A. Durand", "Mme ***"),
            ("Remis Par Luc Exemple", "Remis Par ***"),
            ("Réparé PAR Luc Exemple", "Réparé PAR ***"),
            ("Repaired By Jane Sample", "Repaired By ***"),
            ("M. J.-P. Durand (site B)", "M. *** (site B)"),
            ("Mr J.Durand", "Mr ***"),
            ("M. de La Tour", "M. ***"),
            ("M. Jean de La Tour, Lyon", "M. ***, Lyon"),
            ("Mme d'Exemple", "Mme ***"),
            ("Frau von der Muster;Bonn", "Frau ***;Bonn"),
            ("(M. Dupont)", "(M. ***)"),
            ("prêté (Mme Léa Exemple) le 3/4", "prêté (Mme ***) le 3/4"),
            ("M.Dupont", "M.***"),
            ("M.DUPONT/Mme Durand", "M.***/Mme ***"),
            ("Mme.Durand", "Mme.***"),
            ("Mme\nDupont\r\nLyon", "Mme\n***"),
            ("Mme\u{a0}Dupont", "Mme\u{a0}***"),
            ("Mr Li", "Mr ***"),
            ("Señora Ejemplo", "Señora ***"),
            ("Mme Léa E., site B", "Mme ***, site B"),
            ("\"Mme Dupont\" ; 'M. Durand'", "\"Mme ***\" ; 'M. ***'"),
            ("M. et Mme Dupont. Dell Latitude", "M. et Mme ***. Dell Latitude"),
            ("Mme : Dupont", "Mme : ***"),
            ("réparé par J. Exemple", "réparé par ***"),
            ("reparado por X, entregado door Jan van Dam", "reparado por X, entregado door ***"),
            ("REMIS PAR LUC EXEMPLE", "REMIS PAR ***"),
            ("Par Luc Exemple", "Par ***"),
            ("Tél.0611223344, Lyon", "Tél.***, Lyon"),
            ("Tel: 611223344.", "Tel: ***."),
            ("Mobile +33611223344", "Mobile ***"),
            ("portable  0611223344", "portable  ***"),
            ("(zoe.exemple (at) ville.test)", "(***)"),
        ] {
            assert_eq!(masked(text), expected, "`{text}`");
            assert_eq!(masked(expected), expected, "`{expected}`");
        }
    }

    #[test]
    fn whom_a_thing_was_given_to_and_what_leads_to_somebody_is_masked() {
        for (text, expected) in [
            ("prêté à Jean Dupont", "prêté à ***"),
            ("PC affecté à J. Dupont, Lyon", "PC affecté à ***, Lyon"),
            ("Assigned to Jane Sample", "Assigned to ***"),
            ("lent to Jane Sample (2024)", "lent to *** (2024)"),
            ("verliehen an Max Muster", "verliehen an ***"),
            ("prestado a Ana Ejemplo", "prestado a ***"),
            ("assegnato a Luca Esempio", "assegnato a ***"),
            ("utilisateur : Dupont", "utilisateur : ***"),
            ("Benutzer: Max Muster", "Benutzer: ***"),
            ("user=Sample; site B", "user=***; site B"),
            ("Sr. Ejemplo", "Sr. ***"),
            ("Sra. Ejemplo, Bilbao", "Sra. ***, Bilbao"),
            ("Dr Exemple", "Dr ***"),
            ("Herr Muster", "Herr ***"),
            ("poste 0240123456", "poste ***"),
            ("poste 02 40 12 34 56", "poste ***"),
            ("bureau 12, tél 020 7946 0958", "bureau 12, tél ***"),
            ("appeler le 07700 900123 le matin", "appeler le *** le matin"),
            ("Tel. +49 89 / 1234567", "Tel. ***"),
            ("call (212) 555-0123", "call ***"),
            ("à rembourser FR14 2004 1010 0505 0001 3M02 606.", "à rembourser ***."),
            ("Latitude 5420 S/N 5CG1234XYZ", "Latitude 5420 S/N ***"),
            ("ProBook 450 (SN: 5CG1234XYZ)", "ProBook 450 (SN: ***)"),
            ("T14, n° de série : PF3ABC12", "T14, n° de série : ***"),
            ("serial number PF3ABC12", "serial number ***"),
        ] {
            assert_eq!(masked(text), expected, "`{text}`");
            assert_eq!(masked(expected), expected, "`{expected}`");
        }
        assert_eq!(masked_in(Holds::Remarks, "Prêt (Léa Exemple) fini"), "Prêt (***) fini");
        let fine = ["Stock (Salle Bleue)", "Prêt (2024)", "HS (écran)", "Rendu (Sans chargeur)"];
        for text in fine {
            assert_eq!(masked_in(Holds::Remarks, text), text);
        }
    }

    #[test]
    fn things_and_places_are_left_as_they_are() {
        for text in [
            "Écran connecté à Dell Dock",
            "affecté à Mairie Annexe",
            "remis à neuf",
            "Prêté à la DSI",
            "Serial ATA 600",
            "ThinkPad Série 5",
            "Inspiron série 7000-15",
            "HP Elite Series 840 G8",
            "User Station",
            "MS Office",
            "dr 12",
            "Ligne 12",
            "poste 4512",
            "Poste 01234567",
            "C9200L-24T-4G-E",
            "Portable a Clavier Azerty",
            "01-2023-0045",
            "LOT 2023 0612 345",
            "FR14 Bâtiment 2004",
            "HP 24 Mono 612 345 6789",
            "12 rue de la Paix, 75002 Paris",
            "Portable 20230145",
            "Portable 00012345",
            "GSM 20230145",
            "Téléphone 20230146",
            "Tel. 0611223344X",
            "Door Access Controller",
            "Front Door Access Controller",
            "By Design Station",
            "PAR EverServ Station",
            "Stand by Power Unit",
            "SSD M.2 NVMe",
            "réparé par Dell de Lyon",
            "réparé par Dell, Lyon",
            "Monsieur  le  directeur",
            "Câble  HDMI ,  par  lot",
        ] {
            assert_eq!(masked(text), text);
        }
        // Signs and spaces stay.
        assert_eq!(masked("Mme Exemple,  Lyon  ;  B"), "Mme ***,  Lyon  ;  B");
    }
}
