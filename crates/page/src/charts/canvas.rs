//! The paper of a chart: a string of SVG, its texts, and a scale of round numbers.

use super::fill::{Colour, GREY, GRID, INK, PALE};
use ground::fault::Fault;
use ground::lang::Lang;
use ground::text;
use maud::html;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// The paper.
pub(super) type ChartPaper<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// What drawing on it can come to.
pub(super) type DrawResult = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// What a chart is drawn on; the page scales it, and shows the one that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChartSheet {
    /// For screens and print.
    Wide,
    /// Of the width of a phone, where texts scaled down with a wide one could not be read.
    Narrow,
    /// One of several side by side, the same on every screen.
    Small,
}

impl ChartSheet {
    /// Its width, in units of its own.
    pub(super) fn width(self) -> i32 {
        match self {
            Self::Wide => 860,
            Self::Narrow | Self::Small => 360,
        }
    }

    /// Its class in the page.
    fn class(self) -> &'static str {
        match self {
            Self::Wide => "on-wide",
            Self::Narrow => "on-narrow",
            Self::Small => "on-any",
        }
    }
}

/// A chart on both sheets, one after the other.
pub(crate) fn both(draw: impl Fn(ChartSheet) -> Result<String, Fault>) -> Result<String, Fault> {
    Ok(draw(ChartSheet::Wide)? + &draw(ChartSheet::Narrow)?)
}

/// What a chart is called by those who do not see it.
pub(crate) struct ChartNames<'a> {
    /// Its identifier in the page.
    pub(crate) id: &'a str,
    /// Its title, one sentence.
    pub(crate) title: &'a str,
}

/// Draws on a paper of that height and gives the SVG back, named.
pub(super) fn svg(
    sheet: ChartSheet,
    named: &ChartNames<'_>,
    height: i32,
    draw: impl FnOnce(&ChartPaper<'_>) -> DrawResult,
) -> Result<String, Fault> {
    let mut drawn = String::new();
    let size = (sheet.width().unsigned_abs(), height.unsigned_abs());
    {
        let paper = SVGBackend::with_string(&mut drawn, size).into_drawing_area();
        draw(&paper).and_then(|()| paper.present()).map_err(|error| {
            Fault::new(text!("le graphique n'a pas pu être tracé", "the chart could not be drawn"))
                .because(error)
        })?;
    }
    let class = sheet.class();
    let title = match sheet {
        ChartSheet::Wide | ChartSheet::Small => format!("{}-title", named.id),
        ChartSheet::Narrow => format!("{}-narrow-title", named.id),
    };
    let name = html! { title id=(title) { (named.title) } }.into_string();
    let open = format!("<svg role=\"img\" class=\"{class}\" aria-labelledby=\"{title}\" ");
    let drawn = drawn.replacen("<svg ", &open, 1);
    Ok(drawn.replacen(">\n", &format!(">{name}\n"), 1))
}

/// Writes a text at a point.
pub(super) fn write(
    paper: &ChartPaper<'_>,
    text: &str,
    at: (i32, i32),
    (size, ink): (i32, Colour),
    (across, down): (HPos, VPos),
) -> DrawResult {
    // The SVG backend writes sizes divided by 1.24.
    let font = ("sans-serif", f64::from(size) * 1.24).into_font();
    let style = font.color(&solid(ink)).pos(Pos::new(across, down));
    paper.draw(&Text::new(text.to_owned(), at, style))
}

/// Writes a text that ends at a point, turned to be read from below.
pub(super) fn turned(
    paper: &ChartPaper<'_>,
    text: &str,
    at: (i32, i32),
    (size, ink): (i32, Colour),
) -> DrawResult {
    let font = ("sans-serif", f64::from(size) * 1.24).into_font();
    let font = font.transform(FontTransform::Rotate270);
    let style = font.color(&solid(ink)).pos(Pos::new(HPos::Right, VPos::Center));
    paper.draw(&Text::new(text.to_owned(), at, style))
}

/// A line between two points.
pub(super) fn line(
    paper: &ChartPaper<'_>,
    from: (i32, i32),
    to: (i32, i32),
    ink: Colour,
) -> DrawResult {
    paper.draw(&PathElement::new(vec![from, to], solid(ink).stroke_width(1)))
}

/// An interval: a thin line from end to end, a stroke across each.
pub(super) fn whisker(paper: &ChartPaper<'_>, from: (i32, i32), to: (i32, i32)) -> DrawResult {
    const HALF: i32 = 4;
    let (across, down) = if from.1 == to.1 { (0, HALF) } else { (HALF, 0) };
    let end = |(x, y): (i32, i32)| [(x - across, y - down), (x + across, y + down)];
    // A paler line under each stroke tells it from a dark bar.
    for (ink, width) in [(PALE, 3), (INK, 1)] {
        for stroke in [[from, to], end(from), end(to)] {
            paper.draw(&PathElement::new(stroke.to_vec(), solid(ink).stroke_width(width)))?;
        }
    }
    Ok(())
}

/// The grid of a chart that lies: a line down to `bottom` at each tick, its number below, and the
/// unit under the middle.
pub(super) fn axis(
    paper: &ChartPaper<'_>,
    ticks: impl Iterator<Item = (i32, String)>,
    bottom: i32,
    (middle, unit): (i32, &str),
) -> DrawResult {
    for (x, number) in ticks {
        line(paper, (x, 0), (x, bottom), GRID)?;
        write(paper, &number, (x, bottom + 6), (12, GREY), (HPos::Center, VPos::Top))?;
    }
    write(paper, unit, (middle, bottom + 25), (12, GREY), (HPos::Center, VPos::Top))
}

/// A filled rectangle.
pub(super) fn block(paper: &ChartPaper<'_>, corners: [(i32, i32); 2], ink: Colour) -> DrawResult {
    paper.draw(&Rectangle::new(corners, solid(ink).filled()))
}

/// White strokes over a rectangle, slanting, in one path: what sources give together.
pub(super) fn hatch(
    paper: &ChartPaper<'_>,
    [(left, top), (right, low)]: [(i32, i32); 2],
) -> DrawResult {
    const APART: usize = 8;
    let slant = ((low - top) / 3).min(8).min(right - left);
    // From stroke to stroke it runs outside, where white is not seen.
    let (above, below) = (top - 2, low + 2);
    let mut path = Vec::new();
    for (at, x) in (left..=right - slant).step_by(APART).enumerate() {
        let stroke = [(x, below), (x + slant, above)];
        path.extend(if at % 2 == 0 { stroke } else { [stroke[1], stroke[0]] });
    }
    paper.draw(&PathElement::new(path, solid(PALE).stroke_width(2)))
}

fn solid((red, green, blue): Colour) -> RGBColor {
    RGBColor(red, green, blue)
}

/// The nearest pixel.
#[expect(clippy::cast_possible_truncation, reason = "a chart is less than 10,000 pixels wide")]
pub(super) fn pixel(value: f64) -> i32 {
    if value.is_finite() { value.clamp(-10_000.0, 10_000.0).round() as i32 } else { 0 }
}

/// Round numbers from zero up to at least the largest length.
pub(super) struct Ticks {
    step: f64,
    steps: i32,
}

impl Ticks {
    /// Ticks for lengths up to `largest`.
    pub(super) fn up_to(largest: f64) -> Self {
        let largest = if largest.is_finite() && largest > 0.0 { largest } else { 1.0 };
        let power = 10f64.powf((largest / 5.0).log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|by| by * power)
            .find(|step| largest / step <= 5.0)
            .unwrap_or(10.0 * power);
        Self { step, steps: pixel((largest / step).ceil()).max(1) }
    }

    /// The end of the scale.
    pub(super) fn end(&self) -> f64 {
        self.step * f64::from(self.steps)
    }

    /// Each tick with its number as written.
    pub(super) fn each(&self, lang: Lang) -> impl Iterator<Item = (f64, String)> + '_ {
        let decimals = (0..=6)
            .find(|decimals| {
                let shifted = self.step * 10f64.powi(*decimals);
                (shifted - shifted.round()).abs() < 1e-6 * shifted
            })
            .unwrap_or(6);
        let decimals = usize::try_from(decimals).unwrap_or(0);
        (0..=self.steps).map(move |n| {
            let value = self.step * f64::from(n);
            (value, lang.number(value, if n == 0 { 0 } else { decimals }))
        })
    }
}

/// About how wide a text is, in pixels: no font is asked, and none of the common ones is wider.
pub(super) fn wide(text: &str, size: i32) -> i32 {
    let ems = |letter: char| match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | 'I' => 0.37,
        'f' | 't' | 'r' | ' ' | '\u{a0}' | '\u{202f}' | '-' | '(' | ')' | '/' => 0.43,
        'm' | 'w' | 'M' | 'W' | '@' | '…' | '%' => 1.0,
        letter if letter.is_uppercase() => 0.78,
        letter if letter.is_ascii() || letter.is_lowercase() => 0.64,
        // A letter of East Asia is a square.
        _ => 1.1,
    };
    pixel(text.chars().map(ems).sum::<f64>() * f64::from(size))
}

/// A label cut to a width, in pixels.
pub(super) fn cut(label: &str, room: i32, size: i32) -> String {
    if wide(label, size) <= room {
        return label.to_owned();
    }
    let mut short = label.to_owned();
    while !short.is_empty() && wide(&short, size) + wide("…", size) > room {
        short.pop();
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_the_largest() {
        let said = |largest| -> Vec<String> {
            Ticks::up_to(largest).each(Lang::Fr).map(|(_, text)| text).collect()
        };
        assert_eq!(said(4.2), ["0", "1", "2", "3", "4", "5"]);
        assert_eq!(said(0.11), ["0", "0,025", "0,050", "0,075", "0,100", "0,125"]);
        assert_eq!(said(0.0), ["0", "0,2", "0,4", "0,6", "0,8", "1,0"]);
        assert_eq!(said(12_000.0).last().unwrap(), "12\u{202f}500");
        for largest in [1e-9, 3.0, 50.0, 99.9, 1e9, f64::NAN, f64::INFINITY, -4.0] {
            let ticks = Ticks::up_to(largest);
            assert!(largest <= ticks.end() || !largest.is_finite(), "{largest}");
        }
    }

    #[test]
    fn long_labels_are_cut_to_their_room() {
        assert_eq!(cut("écran", 60, 13), "écran");
        assert_eq!(cut("écran plat", 60, 13), "écran…");
        // Sixty wide letters take no more room than sixty narrow ones.
        for letter in ["i", "e", "M", "機"] {
            let short = cut(&letter.repeat(60), 248, 13);
            assert!(wide(&short, 13) <= 248 && short.ends_with('…'), "{short}");
        }
    }
}
