//! What was told of a table by its values or its names, or could be and is asked.

mod numbers;
mod rows;
mod said;

use super::Field;
use super::told::UNREAD;
use ground::fault::clip;
use ground::lang::Text;
use ground::text;
use ground::word::{of_toml, within_quotes};
pub(super) use numbers::NumbersAsked;
use said::of_machines;
use std::collections::BTreeMap;

/// What tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValuesTell {
    Types,
    /// Types, of no more rows than what is read tells.
    FewerTypes,
    States,
    Models,
    Makers,
    Processors,
    /// Names of operating systems.
    Systems,
    Days,
    Years,
    Counts,
    /// Numbers in the unit of the field.
    Figures,
    /// Storage that does not say whether it is flash or discs.
    Drives,
    /// Numbers in this unit, which their magnitude alone says.
    InUnit(&'static str),
    /// Prices, another of which may be what is paid.
    Prices,
    /// Words of how machines came.
    WaysOfComing,
    /// Amounts that nothing says to be the price of one unit.
    APrice,
    /// Prices beside what is taken off them, which they may be before or after.
    BeforeDiscount,
    /// Prices that are, for several units, the total of the line.
    OfTheLine,
    /// Numbers that may be the diagonals of screens.
    Diagonals,
    /// Numbers of watts, which no field holds.
    Powers,
    /// Names below a heading of types, none of which is a type.
    Names,
    /// Sorts of the things that the column of types names.
    Sorts,
    /// The name of a sheet, which says this state.
    Sheet(&'static str),
    /// The title of a section, which says this state.
    Section(&'static str),
    /// The title above the headings says the state of the rows.
    Title(&'static str),
    /// The heading of the types, which says this state.
    Heading(&'static str),
    /// The name of the file, which says this state.
    File(&'static str),
    /// Yes and no below a heading that is a state.
    Answers {
        /// The state of a yes.
        yes: &'static str,
        /// The state of a no, where it is one.
        no: Option<&'static str>,
    },
    /// Yes and no below a heading that may be a state, or be of something else.
    PerhapsAnswers,
    /// Yes and no below a heading that is a duration.
    Durations,
    /// Models or numbers of other things than those of the rows.
    Further,
    /// Numbers of some of the units of the rows.
    Part,
    /// States of some of the units of the rows, in a column that is read as this field, or is not read.
    OfSomeUnits(Option<Field>),
    /// Numbers of units in another state, of those of the rows or besides.
    InAnotherState,
    /// Lots that the quantities may count.
    Lots,
    /// Ages, which are no days.
    Ages,
    /// Words of states in a column that is read as this field, or is not read.
    StatesAmong(Option<Field>),
    /// Rows without a state below one that is out of service.
    BlankBelowStates,
    /// A title above the headings, which says telephony.
    TelephonyAbove,
    /// Ranges of the numbers or names of machines.
    Ranges,
    /// Units, in a column of another thing.
    UnitsSaid,
    /// States that another column of states contradicts.
    OtherStates,
    /// Types in the headings, and numbers below them.
    Crossed,
    /// Machines in columns of their own, beside those of the rows or alone.
    Unfolded {
        /// Whether rows have one of their own besides.
        beside: bool,
    },
    /// Numbers of a table that counts them by places, or may.
    Numbers(NumbersAsked),
    /// Of what the columns of plain rows say, what they may mean besides.
    Rows(RowsAsked),
    /// Days on which machines were lent.
    Lent,
    /// Days on which machines left, or were lent.
    LentOrGone,
}

/// What a column of plain rows may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowsAsked {
    /// Answers of which a remark says another state.
    AnswersAgainst,
    /// The rank of each row.
    Ranks,
    /// Numbers of machines, or of how many there are.
    NumberOrQuantity,
    /// Codes, some of which are words of states.
    StateCodes,
    /// Numbers of the units of each row that are in the state of the heading.
    PartsRead,
    /// Such numbers, of units of the rows or besides.
    PartsOrBesides,
    /// Machines in whose place others of their rows count.
    Replaced,
}

/// A column known by its values, or asked for because it could be; a sheet or a file whose name
/// says a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its heading, or the name of the sheet or the file.
    pub heading: String,
    /// The field it is, or could be.
    pub field: Field,
    /// Whether it is read as that field.
    pub sure: bool,
    pub(super) values: ValuesTell,
    /// The share of its cells that are so, in percent.
    pub(super) percent: u8,
    /// What a line to paste names besides, each with what it says it is: the columns of other days, the words
    /// of two senses.
    pub(super) named: Vec<(String, &'static str)>,
}

impl Found {
    /// What the name of a sheet or a file says of the states of its rows.
    pub(super) fn of_name(name: &str, values: ValuesTell, sure: bool) -> Self {
        Self {
            heading: name.to_owned(),
            field: Field::Status,
            sure,
            values,
            percent: 100,
            named: Vec::new(),
        }
    }

    /// A column that is asked, whatever its cells.
    pub(super) fn asked_of(heading: &str, field: Field, values: ValuesTell) -> Self {
        Self {
            heading: heading.trim().to_owned(),
            field,
            sure: false,
            values,
            percent: 100,
            named: Vec::new(),
        }
    }

    /// A column that is read, whatever its cells.
    pub(super) fn sure_of(heading: &str, field: Field, values: ValuesTell) -> Self {
        Self { sure: true, ..Self::asked_of(heading, field, values) }
    }

    /// What is said of a title of telephony, and of the telephones that words of two senses are below it.
    pub(super) fn of_telephony(title: &str, of: &BTreeMap<String, String>) -> Self {
        let computer = |telephone: &str| {
            if telephone.ends_with("portable") { "laptop" } else { "desktop" }
        };
        let named = of.iter().map(|(word, telephone)| (word.clone(), computer(telephone)));
        let found = Self::sure_of(title, Field::EquipmentType, ValuesTell::TelephonyAbove);
        Self { named: named.collect(), ..found }
    }

    /// The state that a name says, where it is a name that says something.
    pub fn state(&self) -> Option<&'static str> {
        match self.values {
            ValuesTell::Sheet(state)
            | ValuesTell::Section(state)
            | ValuesTell::Title(state)
            | ValuesTell::Heading(state)
            | ValuesTell::File(state) => Some(state),
            _ => None,
        }
    }

    /// What a card would say of the column: a field, or `unread` where no field can hold it.
    pub fn code(&self) -> &'static str {
        match self.values {
            ValuesTell::Further
            | ValuesTell::Powers
            | ValuesTell::PerhapsAnswers
            | ValuesTell::Part
            | ValuesTell::InAnotherState
            | ValuesTell::Rows(RowsAsked::AnswersAgainst | RowsAsked::Replaced)
            | ValuesTell::Ages
            | ValuesTell::Lots
            | ValuesTell::Numbers(
                NumbersAsked::RowAmongPlaces
                | NumbersAsked::AmongThings
                | NumbersAsked::OtherTotal
                | NumbersAsked::OtherYear(_),
            ) => UNREAD,
            _ => self.field.code(),
        }
    }

    /// Whether it is said of a heading, alone or among others.
    pub(super) fn is_said_of(&self, heading: &str) -> bool {
        let (own, heading) = (&self.heading, heading.trim());
        own == heading
            || own.strip_prefix(heading).is_some_and(|rest| rest.starts_with('`'))
            || own.strip_suffix(heading).is_some_and(|rest| rest.ends_with('`'))
            || own.contains(&format!("`{heading}`"))
    }

    /// Whether it is asked as the numbers of units.
    pub(super) fn asks_units(&self) -> bool {
        !self.sure
            && matches!(
                self.values,
                ValuesTell::Counts
                    | ValuesTell::Numbers(
                        NumbersAsked::CountsOrPlaces | NumbersAsked::CountsOrState
                    )
                    | ValuesTell::Rows(RowsAsked::NumberOrQuantity)
            )
    }

    /// How much it may move a total: 0 what may be units, 1 what may say that some are not in use, 2 all
    /// else.
    pub fn gravity(&self) -> u8 {
        match self.field {
            Field::Quantity | Field::EquipmentType => 0,
            Field::Status | Field::ExitedOn | Field::DecommissionedOn => 1,
            _ => 2,
        }
    }

    /// Whether it stands in headings that were turned into rows.
    pub fn is_crossed(&self) -> bool {
        matches!(self.values, ValuesTell::Crossed | ValuesTell::Unfolded { .. })
    }

    /// What is said of it: what was assumed, or what is asked.
    #[expect(clippy::too_many_lines, reason = "a sentence for each of what tells")]
    pub fn say(&self) -> Text {
        let (heading, code, percent) = (clip(&self.heading), self.field.code(), self.percent);
        let pasted = within_quotes(&self.heading);
        let (fr, en) = match self.values {
            ValuesTell::Types => ("des types d'équipement", "types of equipment"),
            ValuesTell::FewerTypes => {
                return text!(
                    "colonne « {heading} » non lue : elle dit des types ({percent} %), et ce qui est lu en dit d'au moins autant de lignes ; si c'est elle qui est juste, ôtez l'autre colonne ; sinon `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" not read: it says types ({percent}%), and what is read says those of at least as many rows; if it is the one that is right, take the other column out; if not, `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::States => ("des états", "states"),
            ValuesTell::Models => ("des modèles connus", "known models"),
            ValuesTell::Makers => ("des constructeurs", "makers"),
            ValuesTell::WaysOfComing => ("des modes d'acquisition", "ways of acquisition"),
            ValuesTell::Processors => ("des processeurs", "processors"),
            ValuesTell::Systems => ("des systèmes d'exploitation", "operating systems"),
            ValuesTell::Days => ("des dates", "dates"),
            ValuesTell::Years => ("des années", "years"),
            ValuesTell::Counts => ("des nombres entiers", "whole numbers"),
            ValuesTell::Figures => ("des nombres", "numbers"),
            ValuesTell::Diagonals => ("des diagonales d'écran", "diagonals of screens"),
            ValuesTell::Names => ("des noms, et aucun type", "names, and no type"),
            ValuesTell::Answers { yes, no } => {
                let no = no.unwrap_or("in_service");
                return text!(
                    "colonne « {heading} » lue comme l'état : oui est `{yes}`, non `{no}` ; sinon : `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" read as the state: yes is `{yes}`, no `{no}`; if it is not: `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::Sorts => {
                return text!(
                    "colonne « {heading} » lue avec celle du type, dont elle dit la sorte ; sinon : `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" read with that of the type, whose sort it says; if it does not: `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::Durations => {
                return text!(
                    "colonne « {heading} » lue comme `{code}` : un oui est la durée que dit son titre ; sinon : `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" read as `{code}`: a yes is the duration that its heading says; if it is not: `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::Powers => {
                return text!(
                    "colonne « {heading} » non lue : une puissance n'est pas l'électricité d'une année, et rien n'en dit les heures ; si vous les connaissez, ajoutez une colonne `{code}` (watts × heures de l'année ÷ 1000) ; sinon, écartez-la : `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" not read: a power is no electricity of a year, and nothing says its hours; if you know them, add a column `{code}` (watts × hours of the year ÷ 1000); if not, leave it: `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::Prices
            | ValuesTell::APrice
            | ValuesTell::BeforeDiscount
            | ValuesTell::OfTheLine => {
                return self.of_prices(&heading, &pasted);
            }
            ValuesTell::Further => {
                return text!(
                    "colonne « {heading} » non lue : elle dit d'autres équipements que ceux des lignes, et rien ne les compte ; donnez-leur une ligne chacun, ou écartez-la : `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" not read: it says other equipment than that of the rows, which nothing counts; give it a row each, or leave it: `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::Part => {
                return text!(
                    "colonne « {heading} » non lue : elle dit d'une part des équipements des lignes ce qu'ils sont, et tous sont comptés comme la ligne le dit ; pour les compter autrement, donnez-leur une ligne et ôtez-les de l'autre ; sinon, écartez-la : `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" not read: it says what some of the equipment of the rows is, and all of it counts as the row says; to count it otherwise, give it a row and take it off the other; if not, leave it: `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::InAnotherState => {
                return text!(
                    "colonne « {heading} » non lue : elle compte des équipements qui ne servent pas, ou pas encore, parmi ceux des lignes ou en plus ; donnez-leur une ligne avec leur état, et ôtez-les de l'autre s'ils y sont ; sinon, écartez-la : `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" not read: it counts equipment that is not in use, or not yet, of that of the rows or besides; give it a row with its state, and take it off the other if it is there; if not, leave it: `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::Lots => {
                return text!(
                    "colonne « {heading} » non lue : elle dit des lots, et chaque ligne est comptée par sa seule quantité : si celle-ci compte des lots, écrivez-y le nombre d'unités ; sinon, écartez la colonne : `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" not read: it says lots, and each row counts by its quantity alone: if that counts lots, write the number of units there; if not, leave the column: `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::Ages => {
                return text!(
                    "colonne « {heading} » non lue : un âge n'est pas une date ; si vous savez de quel jour il est, ajoutez une colonne `{code}` (l'année suffit) ; sinon, écartez-la : `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" not read: an age is no date; if you know of which day it is, add a column `{code}` (the year is enough); if not, leave it: `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::StatesAmong(read) => {
                let stays = read.map_or(UNREAD, Field::code);
                // Most of its cells would say no state.
                if percent < 50 {
                    return text!(
                        "colonne « {heading} » : des états s'y trouvent ({percent} %), qui pourraient changer le total et ne sont pas lus : donnez-les dans une colonne `{code}` ; sinon `--column \"{pasted}={stays}\"`",
                        "column \"{heading}\": states stand in it ({percent}%), which could move the total and are not read: give them in a column `{code}`; if not, `--column \"{pasted}={stays}\"`"
                    );
                }
                return text!(
                    "colonne « {heading} » : des états s'y trouvent ({percent} %), qui pourraient changer le total et ne sont pas lus : donnez-les dans une colonne `{code}`, ou, si elle ne dit rien d'autre, ajoutez `--column \"{pasted}={code}\"` ; sinon `--column \"{pasted}={stays}\"`",
                    "column \"{heading}\": states stand in it ({percent}%), which could move the total and are not read: give them in a column `{code}`, or, if it says nothing else, add `--column \"{pasted}={code}\"`; if not, `--column \"{pasted}={stays}\"`"
                );
            }
            ValuesTell::OfSomeUnits(read) => {
                let stays = read.map_or(UNREAD, Field::code);
                return text!(
                    "colonne « {heading} » : des cellules disent l'état d'une partie des unités (`dont 2 HS`), comptées dans cet état, et les autres comme le dit la ligne ({percent} % des lignes) ; sinon : `--column \"{pasted}={stays}\"`",
                    "column \"{heading}\": cells say the state of some of the units (`of which 2 broken`), which count in that state, and the others as the row says ({percent}% of the rows); if they do not: `--column \"{pasted}={stays}\"`"
                );
            }
            ValuesTell::PerhapsAnswers => {
                return text!(
                    "colonne « {heading} » non lue : ses oui et ses non disent peut-être quels équipements ne servent plus, ce qui changerait le total : si c'est le cas, donnez l'état dans une colonne `{code}` (en service, en stock, réformé) ; sinon `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" not read: its yes and no may say which machines are out of use, which would move the total: if they do, give the state in a column `{code}` (in service, in stock, decommissioned); if not, `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::OtherStates => {
                return text!(
                    "colonne « {heading} » non lue : elle dit d'autres états que la colonne lue ({percent} % des lignes), ce qui pourrait changer le total : si c'est elle qui compte, ajoutez `--column \"{pasted}={code}\"` ; sinon `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" not read: it says other states than the column that is read ({percent}% of the rows), which could move the total: if it is the one that counts, add `--column \"{pasted}={code}\"`; if not, `--column \"{pasted}=unread\"`"
                );
            }
            ValuesTell::Sheet(state)
            | ValuesTell::Section(state)
            | ValuesTell::Title(state)
            | ValuesTell::Heading(state)
            | ValuesTell::File(state) => {
                return self.of_rows(state);
            }
            ValuesTell::Crossed => return self.of_a_crossing(&heading),
            ValuesTell::Unfolded { beside } => return of_machines(&self.heading, beside),
            ValuesTell::InUnit(_) | ValuesTell::Drives => return self.of_sizes(&heading, &pasted),
            ValuesTell::Numbers(asked) => return self.of_numbers(asked, &heading, &pasted),
            ValuesTell::Rows(asked) => return self.of_plain_rows(asked, &heading, &pasted),
            ValuesTell::BlankBelowStates => {
                return text!(
                    "colonne « {heading} » : des lignes sans état suivent une ligne qui n'est pas en service ({percent} %), et comptent en service ; si l'état du dessus vaut pour elles, répétez-le (ou `idem`) ; sinon, ajoutez `--column \"{pasted}={code}\"`",
                    "column \"{heading}\": rows without a state follow one that is not in service ({percent}%), and count as in service; if the state above holds for them, repeat it (or `ditto`); if not, add `--column \"{pasted}={code}\"`"
                );
            }
            ValuesTell::TelephonyAbove => {
                let told = self.options("type");
                return text!(
                    "titre « {heading} » : les types à deux sens (`Fixe`, `Portable`) sont lus comme des téléphones ; sinon : `{told}`",
                    "title \"{heading}\": types of two senses (`Fixe`, `Portable`) are read as telephones; if they are not: `{told}`"
                );
            }
            ValuesTell::Ranges if self.sure => {
                return text!(
                    "colonne « {heading} » : des cellules y disent plusieurs numéros à la suite (`A01 à A04` : 4), chacun compté ({percent} % des lignes) ; sinon : `--column \"{pasted}={code}\"`",
                    "column \"{heading}\": cells say several numbers in a row there (`A01 to A04`: 4), each of which counts ({percent}% of the rows); if they do not: `--column \"{pasted}={code}\"`"
                );
            }
            ValuesTell::Ranges => {
                return text!(
                    "colonne « {heading} » : des cellules y disent peut-être plusieurs numéros à la suite ({percent} % des lignes), et chaque ligne compte pour une unité ; donnez-leur une quantité ; sinon, ajoutez `--column \"{pasted}={code}\"`",
                    "column \"{heading}\": cells may say several numbers in a row there ({percent}% of the rows), and each row counts as one unit; give them a quantity; if they do not, add `--column \"{pasted}={code}\"`"
                );
            }
            ValuesTell::UnitsSaid => {
                let stays = if self.field == Field::Quantity { UNREAD } else { code };
                return text!(
                    "colonne « {heading} » : des cellules y disent combien il y en a (`Salle 1 x15`), et chaque ligne compte pour une unité ({percent} % des lignes) ; donnez-leur une quantité ; sinon, ajoutez `--column \"{pasted}={stays}\"`",
                    "column \"{heading}\": cells say how many there are (`Room 1 x15`), and each row counts as one unit ({percent}% of the rows); give them a quantity; if they do not, add `--column \"{pasted}={stays}\"`"
                );
            }
            ValuesTell::Lent | ValuesTell::LentOrGone => {
                return self.of_days_out(&heading, &pasted);
            }
        };
        if self.sure {
            return text!(
                "colonne « {heading} » lue comme `{code}` d'après ses valeurs ({fr}, {percent} %) ; sinon : `--column \"{pasted}=unread\"`",
                "column \"{heading}\" read as `{code}` by its values ({en}, {percent}%); if it is not: `--column \"{pasted}=unread\"`"
            );
        }
        let key = of_toml(self.heading.trim());
        text!(
            "colonne « {heading} » non lue, qui pourrait changer le total ({fr}, {percent} %) : si c'est `{code}`, ajoutez `--column \"{pasted}={code}\"`, ou dans estate.toml, sous [columns], `{key} = \"{code}\"` ; sinon `--column \"{pasted}=unread\"`",
            "column \"{heading}\" not read, and it could move the total ({en}, {percent}%): if it is `{code}`, add `--column \"{pasted}={code}\"`, or in estate.toml, under [columns], `{key} = \"{code}\"`; if not, `--column \"{pasted}=unread\"`"
        )
    }

    /// The options that say of each of the names what it is: `--type "Fixe=desktop"`.
    fn options(&self, option: &str) -> String {
        let said = |(name, code): &(String, &str)| {
            format!("--{option} \"{}={code}\"", within_quotes(name))
        };
        self.named.iter().map(said).collect::<Vec<_>>().join(" ")
    }

    /// What is said of days on which machines were lent, or left.
    fn of_days_out(&self, heading: &str, pasted: &str) -> Text {
        let code = self.field.code();
        if self.values == ValuesTell::Lent {
            return text!(
                "colonne « {heading} » non lue : elle dit quand des équipements ont été prêtés, et ils sont du parc ; si c'est le jour où ils l'ont quitté, ajoutez `--column \"{pasted}={code}\"` ; sinon `--column \"{pasted}=unread\"`",
                "column \"{heading}\" not read: it says when machines were lent, and they are of the estate; if it is the day they left it, add `--column \"{pasted}={code}\"`; if not, `--column \"{pasted}=unread\"`"
            );
        }
        text!(
            "colonne « {heading} » : jours où des équipements ont quitté le parc, ou ont été prêtés, ce qui pourrait changer le total ; ils comptent comme partis : s'ils sont prêtés ou revenus, ajoutez `--column \"{pasted}=unread\"` ; sinon `--column \"{pasted}={code}\"`",
            "column \"{heading}\": days on which machines left the estate, or were lent, which could move the total; they count as gone: if they are lent or back, add `--column \"{pasted}=unread\"`; if not, `--column \"{pasted}={code}\"`"
        )
    }
}

/// How many of a hundred rows some are: one at least, where there is any.
pub(super) fn percent_of(some: usize, rows: usize) -> u8 {
    u8::try_from(some * 100 / rows.max(1)).unwrap_or(100).max(u8::from(some > 0))
}
