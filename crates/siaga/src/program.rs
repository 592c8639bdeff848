//! Opening an installation: its folder, its key, its database, its law.

use crate::capabilities;
use crate::cli::CliError;
use anyhow::{Context, Result};
use siaga_platform::db::{DatabaseUrl, Db, DbError};
use siaga_platform::{
    App, Clock, Contributions, Ctx, Gate, Ids, Law, LawShelf, Live, MIGRATIONS, Metrics, Migration, Secrets,
    Shared, SystemClock, Texts, migrate, session, settings,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where an installation lives.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The data folder; the key file is always here.
    pub(crate) folder: PathBuf,
    /// A database elsewhere.
    pub(crate) database: Option<String>,
}

impl Place {
    /// Returns the address of the database.
    pub(crate) fn url(&self) -> Result<DatabaseUrl> {
        match &self.database {
            None => Ok(DatabaseUrl::in_folder(&self.folder)),
            Some(text) => DatabaseUrl::parse(text).map_err(|text| {
                CliError::wrong(format!(
                    "«{text}» bukan alamat basis data. Pakai sqlite:BERKAS atau postgres://…"
                ))
                .into()
            }),
        }
    }

    /// Returns whether an installation is there (for PostgreSQL the database itself must tell).
    pub(crate) fn exists(&self) -> Result<bool> {
        Ok(match self.url()? {
            DatabaseUrl::SqliteFile(path) => path.exists(),
            DatabaseUrl::Postgres(_) => true,
        })
    }

    /// Returns the path of the marker that makes a folder a demonstration.
    pub(crate) fn demo_marker(&self) -> PathBuf {
        self.folder.join("demo.toml")
    }

    /// Returns the path of the key file.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.folder.join("siaga.key")
    }
}

/// Opens an installation that must exist, on the real clock or, for a demonstration folder, on its own.
pub(crate) async fn open(place: &Place) -> Result<App> {
    if !place.exists()? {
        let folder = place.folder.display();
        return Err(CliError::missing(format!(
            "Belum ada data di {folder}. Jalankan «siaga init» atau «siaga demo» lebih dahulu."
        ))
        .into());
    }
    let clock = crate::demo::clock_of(place)?;
    let demo = clock.is_some();
    assemble(place, clock.unwrap_or_else(|| Arc::new(SystemClock)), demo).await
}

/// Opens or makes an installation on a given clock.
pub(crate) async fn assemble(place: &Place, clock: Arc<dyn Clock>, demo: bool) -> Result<App> {
    make_folder(&place.folder)?;
    let url = place.url()?;
    let db = Db::open(&url).await.map_err(|error| unreachable_database(&url, &error))?;
    let capabilities = capabilities::all();
    let mut steps: Vec<(&'static str, &[Migration])> = vec![("platform", MIGRATIONS)];
    steps.extend(capabilities.iter().map(|capability| (capability.name, capability.migrations)));
    let ran = migrate(&db, &steps, clock.now()).await.context("tabel tidak dapat disiapkan")?;
    if ran > 0 {
        tracing::info!(steps = ran, "the database was brought to the newest form");
    }
    let is_demo = demo || has_demo_mark(&db).await?;
    let texts: Vec<_> = capabilities.iter().filter_map(|capability| capability.messages).collect();
    let contributions = Contributions::of(&capabilities);
    let app = App::new(Shared {
        db,
        clock,
        ids: Ids,
        gate: Gate::load()?,
        law: LawShelf::new(Law::load(&contributions)?),
        texts: Texts::new(&texts),
        contributions,
        live: Live::default(),
        metrics: Metrics::default(),
        secrets: Secrets::load_or_create(&place.key_file(), Ids)?,
        demo: is_demo,
    });
    siaga_platform::law::refresh(&app)
        .await
        .context("surat edaran yang ditandatangani tidak cocok dengan aturan bawaan")?;
    Ok(app)
}

/// Returns the context in which a command acts.
pub(crate) async fn command_ctx(app: &App) -> Result<Ctx> {
    let government = session::default_government(app)
        .await
        .map_err(|_| CliError::missing("Belum ada pemerintah daerah. Jalankan «siaga init» lebih dahulu."))?;
    Ok(app.system_ctx("command-line", &government))
}

/// Name of the setting by which data say of themselves that they are a demonstration.
const DEMO_SETTING: &str = "demo";

/// Writes into the data that they are a demonstration, so that a copy of them still says so.
pub(crate) async fn mark_as_demo(db: &Db) -> Result<()> {
    let tx = db.begin().await?;
    settings::note(&*tx, DEMO_SETTING, "rekaan").await?;
    Ok(tx.commit().await?)
}

async fn has_demo_mark(db: &Db) -> Result<bool> {
    Ok(settings::find(db.reader(), DEMO_SETTING).await?.is_some())
}

/// Says which database does not answer, without its password and without the words of the driver.
fn unreachable_database(url: &DatabaseUrl, error: &DbError) -> CliError {
    tracing::debug!(cause = %siaga_platform::jobs::chain(error), "the database could not be opened");
    match url {
        DatabaseUrl::SqliteFile(path) => CliError::fault(format!(
            "Basis data {} tidak dapat dibuka; periksa foldernya, izinnya dan apakah ini berkas Siaga.",
            path.display()
        )),
        DatabaseUrl::Postgres(address) => {
            let (_, rest) = address.split_once("://").unwrap_or_default();
            let (_, after_password) = rest.rsplit_once('@').unwrap_or(("", rest));
            let host = after_password.split(['/', '?']).next().filter(|host| !host.is_empty());
            let host = host.unwrap_or("mesin ini");
            CliError::fault(format!(
                "PostgreSQL di {host} tidak dapat dihubungi; periksa alamat, kata sandi dan apakah server berjalan."
            ))
        }
    }
}

fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| CliError::file(folder, &error).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_server_is_named_without_its_password() {
        let url = DatabaseUrl::Postgres("postgres://siaga:rahasia@db.kab:5432/siaga".to_owned());
        let told = unreachable_database(&url, &DbError::NotFound);
        assert!(told.to_string().starts_with("PostgreSQL di db.kab:5432 tidak dapat dihubungi"));
        assert!(!told.to_string().contains("rahasia"));
        let bare =
            unreachable_database(&DatabaseUrl::Postgres("postgres:///siaga".to_owned()), &DbError::NotFound);
        assert!(!bare.to_string().contains("postgres:"));
    }
}
