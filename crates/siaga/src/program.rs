//! Opening an installation: its folder, its key, its database, its law.

use crate::capabilities;
use anyhow::{Context, Result, bail};
use siaga_platform::db::{DatabaseUrl, Db};
use siaga_platform::{
    App, Clock, Ctx, Gate, Ids, Law, Live, MIGRATIONS, Metrics, Migration, Secrets, Shared, SystemClock,
    Texts, migrate, session,
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
                anyhow::anyhow!("«{text}» bukan alamat basis data. Pakai sqlite:BERKAS atau postgres://…")
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
        bail!(
            "Belum ada data di {}. Jalankan «siaga init» atau «siaga demo» lebih dahulu.",
            place.folder.display()
        );
    }
    let clock = crate::demo::clock_of(place)?;
    let demo = clock.is_some();
    assemble(place, clock.unwrap_or_else(|| Arc::new(SystemClock)), demo).await
}

/// Opens or makes an installation on a given clock.
pub(crate) async fn assemble(place: &Place, clock: Arc<dyn Clock>, demo: bool) -> Result<App> {
    make_folder(&place.folder)?;
    let db = Db::open(&place.url()?).await.context("basis data tidak dapat dibuka")?;
    let capabilities = capabilities::all();
    let mut steps: Vec<(&'static str, &[Migration])> = vec![("platform", MIGRATIONS)];
    steps.extend(capabilities.iter().map(|capability| (capability.name, capability.migrations)));
    let ran = migrate(&db, &steps, clock.now()).await.context("tabel tidak dapat disiapkan")?;
    if ran > 0 {
        tracing::info!(steps = ran, "the database was brought to the newest form");
    }
    let texts: Vec<_> = capabilities.iter().filter_map(|capability| capability.messages).collect();
    Ok(App::new(Shared {
        db,
        clock,
        ids: Ids,
        gate: Gate::load()?,
        law: Law::load(capabilities.iter().flat_map(|capability| capability.params))?,
        texts: Texts::new(&texts),
        live: Live::default(),
        metrics: Metrics::default(),
        secrets: Secrets::load_or_create(&place.key_file(), Ids)?,
        demo,
    }))
}

/// Returns the context in which a command acts.
pub(crate) async fn command_ctx(app: &App) -> Result<Ctx> {
    let government = session::default_government(app)
        .await
        .map_err(|_| anyhow::anyhow!("Belum ada pemerintah daerah. Jalankan «siaga init» lebih dahulu."))?;
    Ok(app.system_ctx("command-line", &government))
}

fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("folder {} tidak dapat dibuat; periksa izin tulis", folder.display()))
}
