//! What is asked of numbers that count machines by places, things, states or years, or may.

use super::{Found, UNREAD, ValuesTell};
use crate::Field;
use crate::dated_heading::{OtherDay, When};
use ground::lang::Text;
use ground::text;

/// What numbers are asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum NumbersAsked {
    /// Whole numbers, beside others that are no less: of units, or of those of a place.
    CountsOrPlaces,
    /// Such numbers below the word of a state: of units, or of those in it.
    CountsOrState,
    /// Numbers beside those of places, that may be of one more, of some of the others or of nothing.
    AmongPlaces,
    /// Numbers that are in each row the sum of those of places beside, which nothing but they says.
    SumOfPlaces,
    /// A total whose numbers are those of no columns that count.
    OtherTotal,
    /// Numbers beside those of things, below a name that nobody knows.
    AmongThings,
    /// A row among those of places, that may be of one more, of some of the others or of nothing.
    RowAmongPlaces,
    /// Numbers below a name that is a place or this state.
    PlaceOrState(&'static str),
    /// A row without numbers, that is a place or a title which says this state of the rows below it.
    PlaceOrTitle(&'static str),
    /// Numbers of a thing in this state, beside those of the thing: they may be some of these.
    BesideTheWhole(&'static str),
    /// Numbers of what is a computer by its word, and a telephone beside others.
    AmongTelephones,
    /// Numbers of what is in stock, or of all there are.
    StockOrAll,
    /// Numbers of a day or a year, where the same are there of this one, which counts.
    OtherYear(When),
    /// Days or years that say the same of several, of which this one counts.
    OtherYears(When),
    /// Days that say the same of several, all of which count.
    SeveralDays,
    /// Such days, or those that the user says to be, of which none can be chosen.
    AllDays,
}

impl Found {
    /// Whether it is of a column in whose place one of another day counts.
    pub(in super::super) fn is_of_another_day(&self) -> bool {
        matches!(self.values, ValuesTell::Numbers(NumbersAsked::OtherYear(_)))
    }

    /// Whether it is of numbers of some of the others.
    pub(in super::super) fn is_of_a_part(&self) -> bool {
        self.values == ValuesTell::Part
    }

    /// What is asked of a column in whose place one of another day counts.
    pub(in super::super) fn of_other_day(heading: &str, other: &OtherDay) -> Self {
        let values = ValuesTell::Numbers(NumbersAsked::OtherYear(other.counts));
        let found = Self::asked_of(heading, Field::Quantity, values);
        let named = other.others.iter().map(|heading| (heading.clone(), UNREAD)).collect();
        Self { named, ..found }
    }

    /// What is asked of the columns and the rows of a cross table.
    pub(super) fn of_numbers(&self, asked: NumbersAsked, heading: &str, pasted: &str) -> Text {
        let (code, percent) = (self.field.code(), self.percent);
        match asked {
            NumbersAsked::CountsOrPlaces => text!(
                "colonne « {heading} » non lue, qui pourrait changer le total (des nombres entiers, {percent} %) : si c'est `{code}`, ajoutez `--column \"{pasted}={code}\"` ; si elle compte les équipements d'un lieu, `--column \"{pasted}=site\"`, et de même pour chaque lieu ; sinon `--column \"{pasted}=unread\"`",
                "column \"{heading}\" not read, and it could move the total (whole numbers, {percent}%): if it is `{code}`, add `--column \"{pasted}={code}\"`; if it counts the equipment of a place, `--column \"{pasted}=site\"`, and so for each place; if not, `--column \"{pasted}=unread\"`"
            ),
            NumbersAsked::CountsOrState => text!(
                "colonne « {heading} » non lue, qui pourrait changer le total (des nombres entiers, {percent} %) : si c'est `{code}`, ajoutez `--column \"{pasted}={code}\"` ; si elle compte ceux qui sont dans cet état, à côté de ceux de lieux, `--column \"{pasted}=status\"` ; sinon `--column \"{pasted}=unread\"`",
                "column \"{heading}\" not read, and it could move the total (whole numbers, {percent}%): if it is `{code}`, add `--column \"{pasted}={code}\"`; if it counts those in that state, beside those of places, `--column \"{pasted}=status\"`; if not, `--column \"{pasted}=unread\"`"
            ),
            NumbersAsked::RowAmongPlaces => text!(
                "ligne « {heading} » non comptée : son nom dit une part des autres ou un chiffre ; si c'est un lieu de plus, écrivez-le dans son nom (`Site {heading}`) ; sinon, ôtez-la",
                "row \"{heading}\" not counted: its name says some of the others or a figure; if it is one more place, write so in its name (`Site {heading}`); if not, take it out"
            ),
            NumbersAsked::AmongThings => text!(
                "colonne « {heading} » non lue : ses nombres comptent peut-être des équipements, et son titre n'est d'aucun type connu ; s'il en est un, dites lequel : `--type \"{pasted}=TYPE\"` ; sinon `--column \"{pasted}=unread\"`",
                "column \"{heading}\" not read: its numbers may count equipment, and its heading is of no known type; if it is one, say which: `--type \"{pasted}=TYPE\"`; if not, `--column \"{pasted}=unread\"`"
            ),
            NumbersAsked::PlaceOrState(code) => text!(
                "colonne « {heading} » lue comme un lieu : son nom dit aussi un état, qui changerait le total : si ses équipements sont `{code}`, ajoutez `--column \"{pasted}=status\"` ; sinon `--column \"{pasted}=site\"`",
                "column \"{heading}\" read as a place: its name says a state too, which would move the total: if its equipment is `{code}`, add `--column \"{pasted}=status\"`; if not, `--column \"{pasted}=site\"`"
            ),
            NumbersAsked::PlaceOrTitle(state) => text!(
                "ligne « {heading} », sans nombres : c'est un lieu où il n'y a rien, ou un titre, et celles d'en dessous comptent comme en service ; si elles sont `{state}`, ajoutez `--state \"{pasted}={state}\"` ; sinon `--state \"{pasted}=in_service\"`",
                "row \"{heading}\", without numbers: it is a place where nothing is, or a title, and those below it count as in service; if they are `{state}`, add `--state \"{pasted}={state}\"`; if not, `--state \"{pasted}=in_service\"`"
            ),
            NumbersAsked::BesideTheWhole(state) => text!(
                "colonne « {heading} » comptée à part, en `{state}` ; si ses équipements sont déjà dans les autres colonnes de la même chose : `--column \"{pasted}=unread\"`",
                "column \"{heading}\" counted apart, as `{state}`; if its equipment is in the other columns of the same thing already: `--column \"{pasted}=unread\"`"
            ),
            NumbersAsked::AmongTelephones if self.sure => text!(
                "colonne « {heading} » lue comme des téléphones, à côté d'autres ; sinon : `--type \"{pasted}=desktop\"`",
                "column \"{heading}\" read as telephones, beside others; if they are not: `--type \"{pasted}=desktop\"`"
            ),
            NumbersAsked::AmongTelephones => text!(
                "colonne « {heading} » lue comme des ordinateurs, entre un téléphone et autre chose ; si ce sont des téléphones, ajoutez `--type \"{pasted}=ip_phone\"` ; sinon `--type \"{pasted}=desktop\"`",
                "column \"{heading}\" read as computers, between a telephone and something else; if they are telephones, add `--type \"{pasted}=ip_phone\"`; if not, `--type \"{pasted}=desktop\"`"
            ),
            NumbersAsked::StockOrAll => text!(
                "colonne « {heading} » comptée en service : son titre dit peut-être ce qui est en réserve, et non tout ce qu'il y a ; si c'est le cas, ajoutez `--state \"{pasted}=in_stock\"` ; sinon `--state \"{pasted}=in_service\"`",
                "column \"{heading}\" counted as in service: its heading may say what is in reserve, and not all there is; if it does, add `--state \"{pasted}=in_stock\"`; if not, `--state \"{pasted}=in_service\"`"
            ),
            NumbersAsked::OtherYear(counts) => {
                let Text { fr, en } = counts.said();
                let left = self.options("column");
                text!(
                    "colonne « {heading} » non lue : une autre dit le même ({fr}), qui seule compte ; pour compter celle-ci : `{left}` ; si tout s'ajoute, faites-en une seule ; sinon `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" not read: another says the same ({en}), which alone counts; to count this one: `{left}`; if all add up, make them one; if not, `--column \"{pasted}=unread\"`"
                )
            }
            NumbersAsked::OtherYears(counts) => {
                let Text { fr, en } = counts.said();
                text!(
                    "colonne « {heading} » : des lignes disent le même de plusieurs dates ; seules celles de {fr} comptent ; si c'est le même parc à chaque date, ajoutez `--column \"{pasted}=recorded_on\"` ; si ce sont des dates d'achat, `--column \"{pasted}=acquired_on\"` ; si toutes s'ajoutent, `--column \"{pasted}=unread\"`",
                    "column \"{heading}\": rows say the same of several days; only those of {en} count; if it is the same estate on each, add `--column \"{pasted}=recorded_on\"`; if they are days of purchase, `--column \"{pasted}=acquired_on\"`; if all add up, `--column \"{pasted}=unread\"`"
                )
            }
            NumbersAsked::SeveralDays => text!(
                "colonne « {heading} » : des lignes disent le même de plusieurs dates, et toutes s'ajoutent ; si c'est le même parc à chaque date, ajoutez `--column \"{pasted}=recorded_on\"` : seule la dernière comptera ; si ce sont des dates d'achat, `--column \"{pasted}=acquired_on\"` ; sinon `--column \"{pasted}=unread\"`",
                "column \"{heading}\": rows say the same of several days, and all add up; if it is the same estate on each, add `--column \"{pasted}=recorded_on\"`: the last alone will count; if they are days of purchase, `--column \"{pasted}=acquired_on\"`; if not, `--column \"{pasted}=unread\"`"
            ),
            NumbersAsked::AllDays => text!(
                "colonne « {heading} » : la liste est trop longue, ou d'une forme trop libre, pour n'en compter qu'une date, et toutes ses lignes s'ajoutent ; si c'est le même parc à plusieurs dates, n'y laissez que la dernière ; si ce sont des dates d'achat, ajoutez `--column \"{pasted}=acquired_on\"` ; sinon `--column \"{pasted}=unread\"`",
                "column \"{heading}\": the list is too long, or too free in its form, to count one of its days alone, and all its rows add up; if it is the same estate on several days, leave the last alone in it; if they are days of purchase, add `--column \"{pasted}=acquired_on\"`; if not, `--column \"{pasted}=unread\"`"
            ),
            NumbersAsked::SumOfPlaces => text!(
                "colonne « {heading} » passée comme un total : ses nombres sont dans chaque ligne la somme de ceux d'autres lieux ; si c'est un lieu de plus, ajoutez `--column \"{pasted}=site\"` ; sinon `--column \"{pasted}=unread\"`",
                "column \"{heading}\" passed over as a total: its numbers are in each row the sum of those of other places; if it is one more place, add `--column \"{pasted}=site\"`; if not, `--column \"{pasted}=unread\"`"
            ),
            NumbersAsked::OtherTotal => text!(
                "colonne « {heading} » : ses nombres ne sont pas la somme des colonnes comptées ; si l'une d'elles est de trop, écartez-la (`=unread`) ; s'il en manque une, dites-la (`=site`) ; si ce total est faux ou compte autre chose, `--column \"{pasted}=unread\"`",
                "column \"{heading}\": its numbers are not the sum of the columns that count; if one of these is too many, leave it (`=unread`); if one is missing, say it (`=site`); if this total is wrong or counts something else, `--column \"{pasted}=unread\"`"
            ),
            NumbersAsked::AmongPlaces => text!(
                "colonne « {heading} » non lue : ses nombres sont ceux d'un lieu de plus, ou d'une part des autres, ou d'autre chose ; si c'est un lieu, ajoutez `--column \"{pasted}=site\"` ; sinon `--column \"{pasted}=unread\"`",
                "column \"{heading}\" not read: its numbers are those of one more place, or of some of the others, or of something else; if it is a place, add `--column \"{pasted}=site\"`; if not, `--column \"{pasted}=unread\"`"
            ),
        }
    }
}
