//! Tests of the terminal protocol: recorded samples, properties and fuzz targets.
