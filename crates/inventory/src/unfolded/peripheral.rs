//! What stands on a desk beside a computer: screens and docks. A list of computers often has columns for
//! them, with their models or serial numbers.

use super::super::inches::are_inches;
use super::super::kinds::WordJudge;
use super::super::placeholder::is_serial;
use super::cell::{Says, names_a_maker, names_models, says};
use ground::table::fold;

/// A thing that stands beside a computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peripheral {
    Screen,
    Dock,
}

/// Words of screens, folded.
const SCREENS: &str = "ecran ecrans moniteur moniteurs monitor monitors display displays screen screens \
    bildschirm bildschirme pantalla pantallas schermo schermi beeldscherm";
/// Words of docks.
const DOCKS: &str = "dock docks docking dockingstation dockingstations replicateur replicateurs";
/// Words that stand beside these, and say no more.
const BESIDE: &str = "station stations d accueil de ports";

fn is_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|own| own == word)
}

impl Peripheral {
    /// The one that a word or a heading names.
    pub(super) fn of(thing: &str) -> Option<Self> {
        let folded = fold(thing);
        let is = |list: &str| folded.split(' ').any(|word| is_of(list, word));
        if is(DOCKS)
            || folded.contains("station d accueil")
            || folded.contains("stations d accueil")
        {
            Some(Self::Dock)
        } else {
            is(SCREENS).then_some(Self::Screen)
        }
    }

    /// As [`Self::of`], of words that say no more: `Écran taille` says a size of one.
    pub(super) fn alone(thing: &str) -> Option<Self> {
        let is_word = |word: &str| [SCREENS, DOCKS, BESIDE].iter().any(|list| is_of(list, word));
        Self::of(thing).filter(|_| fold(thing).split(' ').all(is_word))
    }
}

/// Whether a cell below the name of such a thing tells one: its model, known or not, its maker, or its
/// serial number. A size, a resolution and the name of a computer (`PC-0042`) tell none.
pub(in super::super) fn tells_one(cell: &str, judge: &WordJudge<'_>) -> bool {
    names_models(cell, judge) || names_a_maker(cell) || is_numbered(cell) || is_a_model_number(cell)
}

/// Whether a heading names such a thing, and its cells may tell some.
pub(in super::super) fn is_of_some(heading: &str, cells: &[&str], judge: &WordJudge<'_>) -> bool {
    let told: Vec<&&str> = cells.iter().filter(|cell| says(cell) != Says::None).collect();
    let tells = told.iter().filter(|cell| tells_one(cell, judge)).count();
    Peripheral::of(heading).is_some() && tells > 0 && tells * 2 >= told.len()
}

/// Whether a cell is a serial number as makers write them: letters and digits in one word.
fn is_numbered(cell: &str) -> bool {
    let any = |is: fn(&u8) -> bool| cell.as_bytes().iter().any(is);
    is_serial(cell.as_bytes())
        && cell.len() >= 7
        && any(u8::is_ascii_digit)
        && any(u8::is_ascii_uppercase)
        && !says_how(cell)
        && cell.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

/// Whether a cell is the size of a screen: `24 pouces`, `23,8"`.
pub(super) fn is_a_size(cell: &str) -> bool {
    let unit = cell.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',' || c == '.');
    let number = cell[..cell.len() - unit.len()].replace(',', ".");
    let is_one = number.parse().is_ok_and(|inches: f64| (10.0..=110.0).contains(&inches));
    let unit = unit.trim();
    is_one && (["", "p"].contains(&unit) || are_inches(unit))
}

/// Whether a word in capitals says how a screen is: `FHD1080`, `LED24`.
fn says_how(cell: &str) -> bool {
    const SPECS: [&str; 11] =
        ["FHD", "UHD", "QHD", "WQHD", "HD", "WUXGA", "IPS", "LED", "LCD", "OLED", "USB"];
    SPECS.contains(&cell.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// Whether a cell is the number of a model that no list has: `WD19S`.
fn is_a_model_number(cell: &str) -> bool {
    let letters = cell.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let word = &cell[..cell.len() - letters.len()];
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (1..=4).contains(&word.len())
        && (4..=12).contains(&cell.len())
        && digits > 1
        && !says_how(cell)
        && letters.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_and_serial_numbers_tell_a_screen_or_a_dock() {
        struct NoWords;
        impl crate::Kinds for NoWords {
            fn is_type(&self, _: &str) -> bool {
                false
            }
        }
        let judge = WordJudge::new(Some(&NoWords));
        for cell in ["WD19S", "P2422H", "Dell WD19", "HP", "CN0ABC1", "5CG1234ABC"] {
            assert!(tells_one(cell, &judge), "{cell}");
        }
        for cell in [
            "24\"",
            "15,6",
            "15.6\"",
            "1920x1080",
            "FHD",
            "FHD1080",
            "LED24",
            "PC-0042",
            "oui",
            "intégré",
            "24",
            "14FHD",
            "non",
            "Salle 12",
        ] {
            assert!(!tells_one(cell, &judge), "{cell}");
        }
    }

    #[test]
    fn a_size_is_a_number_of_inches() {
        for cell in ["24 pouces", "23,8\"", "27", "22''", "24p"] {
            assert!(is_a_size(cell), "{cell}");
        }
        for cell in ["", "P2422H", "1080p", "4", "24 ports", "oui"] {
            assert!(!is_a_size(cell), "{cell}");
        }
    }

    #[test]
    fn a_heading_names_a_screen_or_a_dock() {
        for (heading, named) in [
            ("Station d'accueil", Some(Peripheral::Dock)),
            ("Docking station", Some(Peripheral::Dock)),
            ("Écran 2", Some(Peripheral::Screen)),
            ("Moniteur", Some(Peripheral::Screen)),
            ("Accueil", None),
            ("PC", None),
            ("Station de travail", None),
        ] {
            assert_eq!(Peripheral::of(heading), named, "{heading}");
        }
        assert_eq!(Peripheral::alone("station d accueil"), Some(Peripheral::Dock));
        assert_eq!(Peripheral::alone("ecran taille pouces"), None);
    }
}
