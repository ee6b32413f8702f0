//! Parquet files, a group of rows at a time: encoded where the rows are at hand, and written when their
//! turn comes.

use ground::fault::Fault;
use ground::table::unwritable;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::{ParquetError, Result as Encoded};
use parquet::file::metadata::RowGroupMetaDataPtr;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{ColumnPath, Type};
use std::collections::HashMap;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    /// Words, each stored once a group and numbered; the empty word is missing.
    Words,
    /// Texts, of which most rows have their own.
    Text,
    /// Numbers.
    Number,
    /// Whole numbers; none is missing.
    Whole,
}

impl ColumnKind {
    fn column(self, name: &str) -> Encoded<Type> {
        let (physical, repetition, logical) = match self {
            Self::Words | Self::Text => {
                (Physical::BYTE_ARRAY, Repetition::OPTIONAL, Some(LogicalType::String))
            }
            Self::Number => (Physical::DOUBLE, Repetition::OPTIONAL, None),
            Self::Whole => (Physical::INT32, Repetition::REQUIRED, None),
        };
        let column = Type::primitive_type_builder(name, physical).with_repetition(repetition);
        column.with_logical_type(logical).build()
    }
}

/// The values of a column in a group of rows.
pub(crate) enum Column {
    /// Words by their numbers; an empty one is missing.
    Words { numbers: Vec<u32>, words: Vec<ByteArray> },
    /// A text a row, or none.
    Text(Told<ByteArray>),
    /// A number a row, or none.
    Number(Told<f64>),
    /// A whole number a row.
    Whole(Vec<i32>),
}

/// Texts as they come, glued together in the order of their rows: a cell is copied once, and is a
/// slice of them in the end.
#[derive(Debug, Default)]
pub(crate) struct GluedTexts {
    bytes: Vec<u8>,
    told: Told<usize>,
}

impl GluedTexts {
    /// Adds the text of the next row; an empty one is missing.
    #[inline]
    pub(crate) fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.told.push((!text.is_empty()).then_some(self.bytes.len()));
    }

    /// The column that they make.
    pub(crate) fn column(self) -> Column {
        let (bytes, mut start) = (bytes::Bytes::from(self.bytes), 0);
        let slice = |end| ByteArray::from(bytes.slice(std::mem::replace(&mut start, end)..end));
        let Told { told, values } = self.told;
        Column::Text(Told { told, values: values.into_iter().map(slice).collect() })
    }
}

/// What some rows tell and others do not: whether each does, and what those say that do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told<T> {
    told: Vec<i16>,
    values: Vec<T>,
}

impl<T> Default for Told<T> {
    fn default() -> Self {
        Self { told: Vec::new(), values: Vec::new() }
    }
}

impl<T> Told<T> {
    /// Adds what the next row tells.
    #[inline]
    pub(crate) fn push(&mut self, value: Option<T>) {
        self.told.push(i16::from(value.is_some()));
        self.values.extend(value);
    }
}

impl<T> FromIterator<Option<T>> for Told<T> {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(values: I) -> Self {
        let mut all = Self::default();
        values.into_iter().for_each(|value| all.push(value));
        all
    }
}

impl Column {
    fn write(self, group: &mut SerializedRowGroupWriter<'_, Vec<u8>>) -> Encoded<()> {
        match self {
            Self::Words { numbers, words } => {
                let without = || ParquetError::General("a number has no word".to_owned());
                let word = |number: u32| -> Encoded<Option<ByteArray>> {
                    let word = words.get(number as usize).ok_or_else(without)?;
                    Ok((!word.is_empty()).then(|| word.clone()))
                };
                let values: Encoded<_> = numbers.into_iter().map(word).collect();
                write_some::<ByteArrayType>(group, &values?)
            }
            Self::Text(values) => write_some::<ByteArrayType>(group, &values),
            Self::Number(values) => write_some::<DoubleType>(group, &values),
            Self::Whole(values) => write::<Int32Type>(group, &values, None),
        }
    }
}

/// Writes the next column, of which some values may be missing.
fn write_some<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    some: &Told<T::T>,
) -> Encoded<()> {
    write::<T>(group, &some.values, Some(&some.told))
}

fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &[T::T],
    told: Option<&[i16]>,
) -> Encoded<()> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(values, told, None)?;
        column.close()?;
    }
    Ok(())
}

/// The columns of a file, in its order.
#[derive(Debug)]
pub(crate) struct ParquetColumns {
    names: Vec<&'static str>,
    schema: Arc<Type>,
    properties: Arc<WriterProperties>,
}

impl ParquetColumns {
    /// Columns by their names and what they hold.
    ///
    /// # Errors
    ///
    /// Parquet has no such column, in its writer's words.
    pub(crate) fn new(
        columns: impl Iterator<Item = (&'static str, ColumnKind)>,
    ) -> Result<Self, String> {
        // Nobody looks for a value of a report in its statistics.
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::None)
            .set_offset_index_disabled(true);
        let (mut names, mut fields) = (Vec::new(), Vec::new());
        for (name, kind) in columns {
            names.push(name);
            fields.push(Arc::new(kind.column(name).map_err(told)?));
            properties = properties
                .set_column_dictionary_enabled(ColumnPath::from(name), kind != ColumnKind::Text);
        }
        let schema = Type::group_type_builder("schema").with_fields(fields).build();
        let properties = Arc::new(properties.build());
        Ok(Self { names, schema: Arc::new(schema.map_err(told)?), properties })
    }

    fn writer<W: Write + Send>(&self, out: W) -> Encoded<SerializedFileWriter<W>> {
        SerializedFileWriter::new(out, Arc::clone(&self.schema), Arc::clone(&self.properties))
    }

    /// Encodes a group of rows, each column called as the file's is.
    ///
    /// # Errors
    ///
    /// The columns are not those of the file, or one cannot be encoded, in the writer's words.
    pub(crate) fn encode(&self, columns: Vec<(&'static str, Column)>) -> Result<RowGroup, String> {
        if !columns.iter().map(|(name, _)| name).eq(&self.names) {
            return Err("the columns of a group are not those of the file".to_owned());
        }
        let encoded = || -> Encoded<RowGroup> {
            let mut writer = self.writer(Vec::new())?;
            let mut group = writer.next_row_group()?;
            for (_, column) in columns {
                column.write(&mut group)?;
            }
            let rows = group.close()?;
            Ok(RowGroup { rows, bytes: writer.into_inner()?.into() })
        };
        encoded().map_err(told)
    }
}

/// A group of rows, encoded: where each column stands among the bytes of a file of its own.
pub(crate) struct RowGroup {
    rows: RowGroupMetaDataPtr,
    bytes: bytes::Bytes,
}

/// A file being written.
pub(crate) struct ParquetFile<W: Write> {
    writer: SerializedFileWriter<W>,
    path: PathBuf,
}

impl<W: Write + Send> ParquetFile<W> {
    /// Starts a file, called `path` in faults.
    ///
    /// # Errors
    ///
    /// Parquet has no such columns.
    pub(crate) fn new(file: W, path: &Path, columns: &ParquetColumns) -> Result<Self, Fault> {
        let writer = columns.writer(file).map_err(|error| failed(path, &error))?;
        Ok(Self { writer, path: path.to_owned() })
    }

    /// Writes a group.
    ///
    /// # Errors
    ///
    /// The group could not be encoded, or the file cannot be written.
    pub(crate) fn put(&mut self, group: Result<RowGroup, String>) -> Result<(), Fault> {
        let group = group.map_err(|error| failed(&self.path, &error))?;
        append(&mut self.writer, &group).map_err(|error| failed(&self.path, &error))
    }

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(crate) fn finish(self) -> Result<(), Fault> {
        self.writer.close().map(|_| ()).map_err(|error| failed(&self.path, &error))
    }
}

fn append<W: Write + Send>(writer: &mut SerializedFileWriter<W>, group: &RowGroup) -> Encoded<()> {
    let mut out = writer.next_row_group()?;
    for column in group.rows.columns() {
        let close = ColumnCloseResult {
            bytes_written: column.compressed_size().unsigned_abs(),
            rows_written: group.rows.num_rows().unsigned_abs(),
            metadata: column.clone(),
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        out.append_column(&group.bytes, close)?;
    }
    out.close().map(|_| ())
}

/// Words of one column, numbered as they come.
#[derive(Default)]
pub(crate) struct NumberedWords {
    numbers: HashMap<Box<[u8]>, u32, foldhash::fast::FixedState>,
    words: Vec<Box<[u8]>>,
}

impl NumberedWords {
    /// The number of a word, a new one where it has none.
    #[inline]
    pub(crate) fn number(&mut self, word: &[u8]) -> u32 {
        if let Some(known) = self.numbers.get(word) {
            return *known;
        }
        let number = ground::table::numbered(self.words.len());
        self.words.push(word.into());
        self.numbers.insert(word.into(), number);
        number
    }

    /// The words by their numbers.
    pub(crate) fn words(&self) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
        self.words.iter().map(|word| String::from_utf8_lossy(word))
    }

    /// The words by their numbers, as a column has them.
    pub(crate) fn column(&self) -> Vec<ByteArray> {
        self.words().map(|word| ByteArray::from(word.into_owned().into_bytes())).collect()
    }
}

fn told(error: impl Display) -> String {
    error.to_string()
}

fn failed(path: &Path, error: &impl Display) -> Fault {
    unwritable(path, &io::Error::other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_whose_columns_are_not_those_of_the_file_is_refused() {
        let number = |value: f64| Column::Number([Some(value)].into_iter().collect());
        let two = [("low", ColumnKind::Number), ("high", ColumnKind::Number)];
        let columns = ParquetColumns::new(two.into_iter()).expect("Parquet has numbers");
        assert!(columns.encode(vec![("low", number(1.0)), ("high", number(2.0))]).is_ok());
        for wrong in [
            vec![("high", number(2.0)), ("low", number(1.0))],
            vec![("low", number(1.0))],
            vec![("low", number(1.0)), ("high", number(2.0)), ("high", number(2.0))],
        ] {
            assert!(columns.encode(wrong).is_err());
        }
    }

    #[test]
    fn a_column_shorter_than_the_others_or_of_another_kind_is_refused() {
        let two = [("word", ColumnKind::Words), ("year", ColumnKind::Whole)];
        let columns = ParquetColumns::new(two.into_iter()).expect("Parquet has words");
        let word = |numbers| Column::Words { numbers, words: vec![ByteArray::from("laptop")] };
        let encoded = |words, years| columns.encode(vec![("word", words), ("year", years)]).is_ok();
        assert!(encoded(word(vec![0, 0]), Column::Whole(vec![2024, 2025])));
        assert!(!encoded(word(vec![0, 0]), Column::Whole(vec![2025])));
        assert!(!encoded(word(vec![0, 1]), Column::Whole(vec![2024, 2025])), "a number of no word");
    }
}
