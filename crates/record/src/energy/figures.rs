//! The published figures that models rest on, as data.

use crate::Class;
use std::borrow::Cow;

/// What a class of machine is assumed to be, where nothing measures it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AssumedClass {
    /// Typical consumption, kWh a year: tenth percentile, median, ninetieth.
    pub tec_kwh: [f64; 3],
    /// What stands beside processor and memory, W: board, drives, fans.
    pub base_w: f64,
    /// The machine's own panel, W.
    pub panel_w: f64,
    /// Memory, W a GB.
    pub ram_w_per_gb: f64,
    /// What the supply lets through.
    pub supply: f64,
    /// Bounds of a figure from processor counters, as factors.
    pub rapl: [f64; 2],
    /// Bounds of a figure from the load, as factors.
    pub model: [f64; 2],
}

/// The figures of a version of the methods, as two tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodFigures {
    classes: Cow<'static, str>,
    processors: Cow<'static, str>,
}

/// A table that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenFigures {
    /// Its file's name.
    pub table: &'static str,
    /// The line.
    pub line: usize,
    /// What was expected there.
    pub expected: ExpectedLine,
}

/// What a line of a table must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedLine {
    /// This heading.
    Heading(&'static str),
    /// A row of this class, somewhere below.
    Class(&'static str),
    /// Eleven numbers of zero or more, typical consumption from low to high, the supply's share above
    /// 0 and at most 1.
    Numbers,
    /// Five cells, the fourth a published power of 1 to 2,000 W.
    Power,
}

const CLASSES: &str = include_str!("classes.csv");
const PROCESSORS: &str = include_str!("processors.csv");

impl MethodFigures {
    /// Those of [`super::METHOD_VERSION`].
    pub const fn shipped() -> Self {
        Self { classes: Cow::Borrowed(CLASSES), processors: Cow::Borrowed(PROCESSORS) }
    }

    /// Those of a version; of a later one nothing is known. A version that takes the place of this
    /// one keeps its tables, so that its days can be derived again.
    pub fn of(version: u32) -> Option<Self> {
        (version == super::METHOD_VERSION).then(Self::shipped)
    }

    /// These, with other tables in place: of classes, of processors.
    ///
    /// # Errors
    /// The first line that does not hold, and what was expected of it.
    pub fn with(
        mut self,
        classes: Option<String>,
        processors: Option<String>,
    ) -> Result<Self, BrokenFigures> {
        if let Some(text) = classes {
            self.classes = Cow::Owned(text);
        }
        if let Some(text) = processors {
            self.processors = Cow::Owned(text);
        }
        self.check()?;
        Ok(self)
    }

    fn check(&self) -> Result<(), BrokenFigures> {
        for (name, text, own) in [
            ("classes.csv", &self.classes, CLASSES),
            ("processors.csv", &self.processors, PROCESSORS),
        ] {
            let head = own.lines().next().unwrap_or("");
            if text.lines().next().map(str::trim) != Some(head) {
                return Err(BrokenFigures {
                    table: name,
                    line: 1,
                    expected: ExpectedLine::Heading(head),
                });
            }
        }
        for class in CLASS_WORDS {
            let own = || self.classes.lines().enumerate().skip(1);
            let Some((at, row)) = own().find(|(_, row)| row.split(',').next() == Some(class))
            else {
                return Err(BrokenFigures {
                    table: "classes.csv",
                    line: 1,
                    expected: ExpectedLine::Class(class),
                });
            };
            let cells = row.split(',').skip(1).map(|cell| cell.trim().parse().ok());
            let sound = cells.collect::<Option<Vec<f64>>>().is_some_and(|cells| {
                cells.len() == 11
                    && cells.iter().all(|cell| cell.is_finite() && *cell >= 0.0)
                    && cells[0] <= cells[1]
                    && cells[1] <= cells[2]
                    && cells[6] > 0.0
                    && cells[6] <= 1.0
            });
            if !sound {
                return Err(BrokenFigures {
                    table: "classes.csv",
                    line: at + 1,
                    expected: ExpectedLine::Numbers,
                });
            }
        }
        for (at, row) in self.processors.lines().enumerate().skip(1) {
            let watts = processor(row).and_then(|[_, _, _, watts, _]| watts.parse::<u32>().ok());
            if !row.trim().is_empty() && !watts.is_some_and(|watts| (1..=2_000).contains(&watts)) {
                return Err(BrokenFigures {
                    table: "processors.csv",
                    line: at + 1,
                    expected: ExpectedLine::Power,
                });
            }
        }
        Ok(())
    }

    /// The assumptions of a class; a virtual machine's are those of nothing known.
    pub fn assumed(&self, class: Class) -> AssumedClass {
        let word = match class {
            Class::Laptop => "laptop",
            Class::Desktop => "desktop",
            Class::AllInOne => "all_in_one",
            Class::ThinClient => "thin_client",
            Class::Server => "server",
            Class::Virtual | Class::Unknown => "unknown",
        };
        let rows = self.classes.lines().skip(1);
        let row = rows.map(|row| row.split(',').collect::<Vec<_>>()).find(|row| row[0] == word);
        let number = |at: usize| {
            row.as_ref().and_then(|row| row.get(at)?.trim().parse().ok()).unwrap_or(f64::NAN)
        };
        AssumedClass {
            tec_kwh: [number(1), number(2), number(3)],
            base_w: number(4),
            panel_w: number(5),
            ram_w_per_gb: number(6),
            supply: number(7),
            rapl: [number(8), number(9)],
            model: [number(10), number(11)],
        }
    }

    /// A processor's published power by its name, W; none where no line of the table fits.
    ///
    /// A name has a line (`i5`, `Ryzen`, `Gold`) and a model of digits and letters (`8250U`): the
    /// letters tell the series, and the series its power.
    pub fn published_power(&self, name: &str) -> Option<u32> {
        power_in(&self.processors, name)
    }
}

/// Classes that every table has.
const CLASS_WORDS: [&str; 6] =
    ["laptop", "desktop", "all_in_one", "thin_client", "server", "unknown"];

/// As [`MethodFigures::published_power`], by the shipped table.
pub fn published_power(name: &str) -> Option<u32> {
    power_in(PROCESSORS, name)
}

fn power_in(table: &str, name: &str) -> Option<u32> {
    let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').collect();
    table.lines().skip(1).find_map(|row| {
        let [line, number, letters, watts, _] = processor(row)?;
        let at = words.iter().position(|word| line.split('|').any(|known| known == *word))?;
        let model = words[at + 1..].iter().find_map(|word| model(word));
        let fits = match model {
            _ if number == "-" => true,
            Some((digits, series)) => {
                digits.starts_with(number)
                    && (letters == "*" || letters.split('|').any(|known| known == series))
            }
            None => false,
        };
        fits.then(|| watts.parse().ok())?
    })
}

/// The cells of a processor's row; its source may hold commas.
fn processor(row: &str) -> Option<[&str; 5]> {
    row.splitn(5, ',').collect::<Vec<_>>().try_into().ok()
}

/// A model's number, of three digits or more, and the letters of its series.
fn model(word: &str) -> Option<(&str, &str)> {
    let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    (digits >= 3 && !word.contains('.')).then(|| word.split_at(digits))
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, MethodFigures, PROCESSORS, published_power};
    use crate::Class;

    #[test]
    fn every_class_has_its_figures_in_order() {
        for class in [
            Class::Laptop,
            Class::Desktop,
            Class::AllInOne,
            Class::ThinClient,
            Class::Server,
            Class::Unknown,
            Class::Virtual,
        ] {
            let found = MethodFigures::shipped().assumed(class);
            let [low, typical, high] = found.tec_kwh;
            assert!(0.0 < low && low < typical && typical < high, "{class:?}");
            assert!(found.rapl[0] < 1.0 && found.rapl[1] > 1.0 && found.model[0] < 1.0);
            assert!(found.model[1] > 1.0 && found.base_w > 0.0 && found.supply < 1.0);
        }
    }

    #[test]
    fn a_processor_is_known_by_its_series() {
        for (name, watts) in [
            ("Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz", Some(15)),
            ("11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz", Some(15)),
            ("12th Gen Intel(R) Core(TM) i7-1260P", Some(28)),
            ("Intel(R) Core(TM) i7-9750H CPU @ 2.60GHz", Some(45)),
            ("13th Gen Intel(R) Core(TM) i9-13950HX", Some(55)),
            ("Intel(R) Core(TM) i5-9500T CPU @ 2.20GHz", Some(35)),
            ("Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz", Some(65)),
            ("Intel(R) Core(TM) i9-12900K", Some(125)),
            ("Intel(R) Core(TM) Ultra 7 155H", Some(45)),
            ("Intel(R) Core(TM) Ultra 5 125U", Some(15)),
            ("Intel(R) N100", Some(6)),
            ("Intel(R) Xeon(R) Gold 6230 CPU @ 2.10GHz", Some(150)),
            ("Intel(R) Xeon(R) Silver 4210 CPU @ 2.20GHz", Some(105)),
            ("Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz", Some(115)),
            ("AMD Ryzen 5 PRO 5650U with Radeon Graphics", Some(15)),
            ("AMD Ryzen 7 5800H with Radeon Graphics", Some(45)),
            ("AMD Ryzen 7 5800X 8-Core Processor", Some(105)),
            ("AMD Ryzen 5 3600 6-Core Processor", Some(65)),
            ("AMD EPYC 7543 32-Core Processor", Some(180)),
            ("AMD EPYC 9354P 32-Core Processor", Some(280)),
            ("Intel(R) Celeron(R) N4020 CPU @ 1.10GHz", Some(10)),
            ("Intel(R) Xeon(R) E-2236 CPU @ 3.40GHz", Some(80)),
            ("AMD EPYC", None),
            ("AMD EPYC Processor", None),
            ("", None),
            ("Cortex-A72", None),
        ] {
            assert_eq!(published_power(name), watts, "{name}");
        }
    }

    #[test]
    fn other_tables_take_the_place_of_these_and_broken_ones_do_not() {
        let more = PROCESSORS.replace("Ryzen,,*,65", "Cortex,,*,7,invented\nRyzen,,*,65");
        let other = MethodFigures::shipped().with(None, Some(more)).unwrap();
        assert_eq!(other.published_power("Cortex 900"), Some(7));
        assert_eq!(MethodFigures::shipped().with(None, None), Ok(MethodFigures::shipped()));
        for (classes, processors, table, line) in [
            (Some("class\n".to_owned()), None, "classes.csv", 1),
            (Some(CLASSES.replace("server,", "rack,")), None, "classes.csv", 1),
            (Some(CLASSES.replace("laptop,13.0", "laptop,99")), None, "classes.csv", 2),
            (Some(CLASSES.replace("laptop,13.0", "laptop,x")), None, "classes.csv", 2),
            // A cell that is no number does not move those after it.
            (
                Some(CLASSES.replace("laptop,13.0,18.8,28.6,", "laptop,13.0,18.8,28.6,x,")),
                None,
                "classes.csv",
                2,
            ),
            (
                Some(CLASSES.replace("laptop,13.0,18.8,28.6,", "laptop,13.0,18.8,28.6,,")),
                None,
                "classes.csv",
                2,
            ),
            (None, Some(String::new()), "processors.csv", 1),
            (
                None,
                Some(PROCESSORS.replace(
                    "Ultra,,U,15,Intel ARK: Core Ultra U-series base power",
                    "Ultra,,U,15",
                )),
                "processors.csv",
                2,
            ),
            (None, Some(PROCESSORS.replace("Ultra,,U,15", "Ultra,,U,fast")), "processors.csv", 2),
        ] {
            let broken = MethodFigures::shipped().with(classes, processors).unwrap_err();
            assert_eq!((broken.table, broken.line), (table, line));
        }
    }
}
