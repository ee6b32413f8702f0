//! Where a row's equipment stands.

use super::{Located, Normaliser, number};
use crate::cells::first_of;
use crate::estate::LocationPlace;
use ground::provenance::{Assumption, AssumptionSet};
use ground::table::{Why, is_broken, masked};
use inventory::is_placeholder;
use inventory::{Field, Row};
use std::borrow::Cow;
use std::collections::BTreeMap;

impl Normaliser<'_> {
    pub(super) fn place_of(&mut self, row: &Row<'_>, assumed: &mut AssumptionSet) -> Located {
        let mut place = self.located(row);
        let cell = row.bytes(Field::DatacentreId);
        if !cell.is_empty() && !self.datacentres.is_empty() {
            let centres = self.datacentres;
            let known = self.centres.get(cell, |cell| {
                let at = centres.iter().position(|centre| centre.id.as_bytes() == cell)?;
                u16::try_from(at).ok()
            });
            let known = known.map(Some).ok_or(Why::UnknownDatacentre);
            place.datacentre = self.or_unread(Field::DatacentreId, known).or(place.datacentre);
        } else if !cell.is_empty() {
            place.datacentre = Some(u16::MAX);
        }
        if let Some(centre) = place.datacentre.and_then(|at| self.datacentres.get(usize::from(at)))
            && let Some(zone) = self.words.country_of(&centre.country)
        {
            place.zone = Some(zone);
            return place;
        }
        let words = self.words;
        let said = self.zones.get(row.bytes(Field::Country), |cell| {
            let text = String::from_utf8_lossy(cell);
            match words.country_of(first_of(&text)) {
                Some(zone) => Ok(Some(zone)),
                None if is_placeholder(cell) => Ok(None),
                None => Err(()),
            }
        });
        let said = self.or_unread(Field::Country, said.map_err(|()| Why::UnknownCountry));
        place.zone = said.or(place.zone);
        if place.zone.is_none() {
            assumed.insert(Assumption::OwnCountry);
        }
        place
    }

    fn located(&mut self, row: &Row<'_>) -> Located {
        let tree = row.file.layout.traits.levels;
        let cell = row.bytes(Field::Site);
        // Where no place of the card may be the longest, the first level says it all: rooms are many.
        let cell = if tree && self.card.places.is_empty() { first_level(cell) } else { cell };
        let (card, words, centres, sites) = (self.card, self.words, self.datacentres, self.sites);
        self.locations.get(cell, |cell| {
            let text = word_of(cell);
            let location = first_of(&text);
            let longest = place_of_location(&card.places, location);
            let own = if tree { location.split(" > ").next().unwrap_or("") } else { location };
            let site = longest.and_then(|place| place.site.as_deref()).unwrap_or(own.trim());
            Located {
                site: number(sites, &masked(site)),
                datacentre: longest
                    .and_then(|place| place.datacentre.as_ref())
                    .and_then(|id| centres.iter().position(|centre| centre.id == *id))
                    .and_then(|at| u16::try_from(at).ok()),
                zone: longest
                    .and_then(|place| place.country.as_ref())
                    .and_then(|country| words.country_of(country)),
            }
        })
    }

    pub(super) fn entity_of(&mut self, row: &Row<'_>) -> u32 {
        let tree = row.file.layout.traits.levels;
        let entities = self.entities;
        self.entity_cells.get(row.bytes(Field::Entity), |cell| {
            let text = word_of(cell);
            let entity = first_of(&text);
            let own = if tree { entity.rsplit(" > ").next().unwrap_or("") } else { entity };
            number(entities, &masked(own.trim()))
        })
    }
}

/// A cell as far as the first level of its tree goes, with what parts it from the next: `Lyon > ` of
/// `Lyon > Hall`. The whole cell where it is written in any other way.
fn first_level(cell: &[u8]) -> &[u8] {
    match memchr::memmem::find(cell, LEVEL) {
        Some(at) if memchr::memchr3(b'\n', b'\r', b'<', cell).is_none() && !is_broken(cell) => {
            &cell[..at + LEVEL.len()]
        }
        _ => cell,
    }
}

/// What parts the levels of a tree.
const LEVEL: &[u8] = b" > ";

/// The words of a cell; none where it says nothing, or holds bytes that are no character.
pub(super) fn word_of(cell: &[u8]) -> Cow<'_, str> {
    if is_broken(cell) || is_placeholder(cell) {
        return Cow::Borrowed("");
    }
    String::from_utf8_lossy(cell)
}

/// The place that a location is, or is a part of, the longest where there are several: `Site 1 >
/// Hall` is a part of `Site 1`, and `Site 10` is not. One look for each of its parts, however many
/// places there are.
fn place_of_location<'c>(
    places: &'c BTreeMap<String, LocationPlace>,
    location: &str,
) -> Option<&'c LocationPlace> {
    if places.is_empty() {
        return None;
    }
    let parts = location.match_indices("> ").flat_map(|(at, mark)| {
        let before = location[..at].ends_with(' ').then(|| at - 1);
        [before, Some(at + mark.len())].into_iter().flatten()
    });
    let ends = parts.chain([location.len()]);
    ends.filter_map(|end| places.get_key_value(&location[..end]))
        .max_by_key(|(start, _)| start.len())
        .map(|(_, place)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_level_of_a_tree_says_what_the_whole_does() {
        let site = |cell: &[u8]| {
            let text = word_of(cell).into_owned();
            first_of(&text).split(" > ").next().unwrap_or("").trim().to_owned()
        };
        for cell in [
            "Lyon > Hall > Bureau 3",
            "N/A > x",
            " > Hall",
            "Lyon",
            "Lyon >",
            "<b>Lyon</b> > Hall",
            " \nLyon > Hall",
            "Lyon > Hall\nNantes",
            "L\u{fffd}on > Hall",
            "- > -",
        ] {
            let cell = cell.as_bytes();
            assert_eq!(site(first_level(cell)), site(cell), "{}", String::from_utf8_lossy(cell));
        }
        assert_eq!(first_level(b"Lyon > Hall > Bureau 3"), b"Lyon > ");
    }
}
