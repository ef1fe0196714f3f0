//! One measured figure, and how figures are shown.

use serde_json::{Map, Value, json};

/// A measurement and where it was taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    /// `native`, or the browser's name.
    pub(crate) place: &'static str,
    pub(crate) name: String,
    pub(crate) value: f64,
    pub(crate) unit: String,
    /// Other figures of the same run and the same unit, by what they measure.
    pub(crate) beside: Map<String, Value>,
}

impl Figure {
    /// Reads a line of a benchmark's output; any other line is no figure.
    pub(crate) fn read(place: &'static str, line: &str) -> Option<Self> {
        let line: Value = serde_json::from_str(line).ok()?;
        Some(Self {
            place,
            name: line.get("name")?.as_str()?.to_owned(),
            value: line.get("value")?.as_f64()?,
            unit: line.get("unit")?.as_str()?.to_owned(),
            beside: line
                .get("beside")
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default(),
        })
    }

    fn cells(&self) -> [String; 4] {
        let beside = self
            .beside
            .iter()
            .map(|(name, value)| format!("{name} {value}"));
        [
            self.name.clone(),
            self.place.to_owned(),
            format!("{} {}", rounded(self.value), self.unit),
            beside.collect::<Vec<_>>().join(", "),
        ]
    }
}

/// Three digits are as much as a measurement is worth.
fn rounded(value: f64) -> String {
    let digits = match value.abs() {
        small if small < 10.0 => 2,
        middle if middle < 100.0 => 1,
        _ => 0,
    };
    format!("{value:.digits$}")
}

/// All figures as a table in Markdown.
pub(crate) fn table(figures: &[Figure]) -> String {
    let heading = ["measurement", "where", "result", "beside it"].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(heading)
        .chain(figures.iter().map(Figure::cells))
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: [usize; 4] = std::array::from_fn(|column| width(column).unwrap_or(0));
    let line = |row: &[String; 4]| {
        let cells = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!(" {cell:width$} |"));
        format!("|{}\n", cells.collect::<String>())
    };
    let rule = line(&widths.map(|width| "-".repeat(width)));
    let mut lines = rows.iter().map(line);
    lines.next().unwrap_or_default() + &rule + &lines.collect::<String>()
}

/// All figures as JSON.
pub(crate) fn json(figures: &[Figure]) -> String {
    let figures = figures.iter().map(|figure| {
        json!({
            "name": figure.name,
            "where": figure.place,
            "value": figure.value,
            "unit": figure.unit,
            "beside": figure.beside,
        })
    });
    format!("{:#}\n", Value::from_iter(figures))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_picked_out_of_other_output() {
        let line = r#"{"name":"fold","value":26,"unit":"M events/s","beside":{"JavaScript":12.7}}"#;
        let figure = Figure::read("native", line).expect("a figure");
        assert_eq!((figure.name.as_str(), figure.value), ("fold", 26.0));
        assert_eq!(figure.beside["JavaScript"], 12.7);
        assert_eq!(Figure::read("native", "test measure ... ok"), None);
        assert_eq!(
            Figure::read("native", r#"{"reason":"build-finished"}"#),
            None
        );
    }

    #[test]
    fn the_table_is_aligned() {
        let line = r#"{"name":"seek, p99","value":0.3,"unit":"ms"}"#;
        let figures: Vec<_> = Figure::read("Chromium", line).into_iter().collect();
        let expected = "\
            | measurement | where    | result  | beside it |\n\
            | ----------- | -------- | ------- | --------- |\n\
            | seek, p99   | Chromium | 0.30 ms |           |\n";
        assert_eq!(table(&figures), expected);
    }
}
