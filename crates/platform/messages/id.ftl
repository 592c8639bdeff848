# Kerangka halaman
layout-skip = Langsung ke isi
layout-menu = Menu utama
layout-crumbs = Jalur halaman
layout-sign-in = Masuk
layout-sign-out = Keluar
layout-simulated = Waktu simulasi:
layout-demo = Ini peragaan. Semua nama dan data orang adalah buatan.
layout-footer = Siaga: kehadiran pegawai yang dapat ditelusuri sampai buktinya.
layout-error-title = Kesalahan:
layout-error-heading = Ada yang perlu diperbaiki

# Bagian halaman
ui-error = Kesalahan:
ui-optional = (boleh kosong)
ui-pages = Halaman daftar
ui-previous = Sebelumnya
ui-next = Berikutnya
ui-page-of = Halaman { $page } dari { $pages }
ui-explain = Mengapa begini?

# Menu
nav-accounts = Akun
nav-audit = Catatan audit
nav-api = API

# Halaman kesalahan
failure-missing = Halaman tidak ditemukan
failure-forbidden = Tidak boleh dibuka
failure-refused = Permintaan tidak dapat diterima
failure-broken = Terjadi gangguan
failure-incident = Nomor kejadian: { $number }. Sampaikan nomor ini kepada pengelola.
failure-home = Ke halaman awal

# Masalah umum
problem-unknown = Permintaan tidak dapat diterima ({ $code }). Periksa lalu coba lagi.
problem-platform-broken = Ada kesalahan pada sistem. Data Anda tidak berubah. Coba lagi nanti.
problem-platform-busy = Sistem sedang sibuk. Tidak ada yang disimpan. Coba lagi sebentar lagi.
problem-platform-slow = Jawaban terlalu lama. Coba lagi sebentar lagi.
problem-platform-not-found = Data yang diminta tidak ada, atau bukan untuk Anda.
problem-platform-page-missing = Alamat ini tidak ada. Periksa alamatnya, atau mulai dari halaman awal.
problem-platform-method-not-allowed = Alamat ini tidak menerima cara permintaan tersebut.
problem-platform-conflict = Data ini sudah ada atau sudah diubah orang lain. Muat ulang lalu coba lagi.
problem-platform-forbidden = Akun Anda tidak punya izin untuk ini. Hubungi pengelola akun bila perlu.
problem-platform-signed-out = Anda belum masuk, atau sesi Anda sudah berakhir. Silakan masuk lagi.
problem-platform-csrf = Formulir ini tidak dikirim dari halaman yang sah atau sudah usang. Muat ulang halaman lalu kirim lagi.
problem-platform-body-too-large = Kiriman terlalu besar. Paling besar { $megabytes } MB. Perkecil atau bagi berkasnya.
problem-platform-body-slow = Kiriman terlalu lama sampai. Periksa sambungan lalu kirim lagi.
problem-platform-body-incomplete = Kiriman terputus di tengah jalan. Kirim lagi.
problem-platform-media-type = Bentuk kiriman harus { $wanted }.
problem-platform-form-unreadable = Isi formulir tidak dapat dibaca. Muat ulang halaman lalu isi lagi.
problem-platform-query-unreadable = Alamat ini memuat pilihan yang tidak dikenal. Mulai lagi dari menu.
problem-platform-json-unreadable = JSON tidak dapat dibaca pada baris { $line }, kolom { $column }: { $detail }
problem-platform-upload-unreadable = Kiriman berkas tidak dapat dibaca. Pilih berkasnya lalu kirim lagi.
problem-platform-file-missing = Belum ada berkas yang dipilih. Pilih satu berkas.
problem-platform-no-government = Pemerintah daerah belum dibuat. Jalankan perintah siaga init.
problem-platform-must-change-password = Gantilah kata sandi sementara Anda sebelum melanjutkan.

# Akun dan masuk
problem-platform-sign-in-wrong = Nama masuk atau kata sandi salah. Periksa lalu coba lagi.
problem-platform-sign-in-throttled = Terlalu banyak percobaan. Tunggu { $minutes } menit lalu coba lagi.
problem-platform-login-empty = Isi nama masuk tanpa spasi, paling panjang 64 huruf.
problem-platform-login-taken = Nama masuk { $login } sudah dipakai. Pilih yang lain.
problem-platform-name-empty = Isi nama orangnya.
problem-platform-password-length = Kata sandi harus { $minimum } sampai { $maximum } huruf.
problem-platform-password-wrong = Kata sandi salah. Ketik kata sandi Anda yang sekarang.
problem-platform-password-differs = Kedua kata sandi baru tidak sama. Ketik ulang keduanya.
problem-platform-grant-dates = Tanggal akhir mendahului tanggal mulai. Perbaiki salah satunya.
problem-platform-date = Tanggal tidak dapat dibaca. Isi seperti 2020-05-26.
problem-platform-role-unknown = Pilih satu peran dari daftar.
problem-platform-agency-path = Perangkat daerah ini tidak ada. Pilih satu dari daftar.
problem-platform-own-account = Akun sendiri tidak dapat diubah di sini. Minta pengelola lain.
problem-platform-employee-unknown = Tidak ada pegawai yang bertugas hari ini dengan nomor itu. Periksa NIP atau nomor stafnya.
problem-platform-employee-has-account = { $name } sudah punya akun. Cari di daftar akun, lalu aktifkan atau ganti kata sandinya.
problem-platform-scope-needed = Peran ini berlaku di satu perangkat daerah. Pilih perangkat daerahnya.

# Berkas tabel
problem-files-empty = Berkas ini kosong. Pilih berkas yang berisi.
problem-files-not-a-table = Berkas ini bukan CSV atau XLSX. Simpan dulu sebagai CSV atau Excel (.xlsx).
problem-files-old-excel = Ini Excel lama (.xls). Buka di Excel lalu simpan sebagai .xlsx.
problem-files-encoding = Huruf pada baris { $row } tidak dapat dibaca. Simpan berkas sebagai CSV UTF-8.
problem-files-damaged = Berkas ini rusak atau terkunci sandi. Simpan ulang tanpa sandi lalu coba lagi.
problem-files-too-many-rows = Baris terlalu banyak: paling banyak { $limit }. Bagi berkasnya.
problem-files-too-many-columns = Kolom terlalu banyak: paling banyak { $limit }. Hapus kolom yang tidak perlu.
problem-files-too-big-inside = Isi berkas ini membengkak melebihi { $megabytes } MB. Berkas ditolak.
problem-files-no-header = Baris judul kolom tidak ditemukan. Baris pertama harus berisi judul kolom.
problem-files-uneven = Baris { $row } punya { $found } kolom, padahal judulnya { $expected }. Periksa tanda pemisah.
problem-files-quote = Tanda kutip pada baris { $row } tidak ditutup. Perbaiki lalu kirim lagi.
problem-files-digits-lost = Baris { $row }: angka panjang "{ $text }" sudah kehilangan digit. Format kolomnya sebagai Teks, isi ulang, simpan lagi.

# Masuk
sign-in-title = Masuk
sign-in-login = Nama masuk
sign-in-password = Kata sandi
sign-in-help = Lupa kata sandi? Hubungi pengelola akun di BKPSDM atau Diskominfo daerah Anda.
problem-platform-request-unreadable = Alamat atau isi permintaan tidak dapat dibaca. Mulai lagi dari menu.

# Akun sendiri
account-title = Akun saya
account-password-heading = Ganti kata sandi
account-password-old = Kata sandi sekarang
account-password-new = Kata sandi baru
account-password-again = Kata sandi baru sekali lagi
account-password-hint = Paling pendek { $minimum } huruf. Kalimat pendek mudah diingat dan sulit ditebak.
account-password-save = Simpan kata sandi
account-password-changed = Kata sandi sudah diganti.
account-sessions = Sesi yang sedang terbuka
account-session-program = Program
account-session-unknown = Tidak diketahui
account-session-began = Mulai
account-session-seen = Terakhir dipakai
account-session-end = Akhiri
account-session-this = Sesi ini
account-session-ended = Sesi sudah diakhiri.

# Pengelolaan akun
accounts-title = Akun
accounts-caption = Akun ({ $count })
accounts-search = Cari nama
accounts-search-go = Cari
accounts-none = Tidak ada akun yang cocok.
accounts-none-hint = Hapus kata pencarian atau buat akun baru.
accounts-new = Buat akun
accounts-create = Buat akun
accounts-login = Nama masuk
accounts-login-hint = Tanpa spasi, misalnya NIP atau nama pendek.
accounts-name = Nama
accounts-since = Dibuat
accounts-state = Keadaan
accounts-active = Aktif
accounts-disabled = Nonaktif
accounts-temporary = Kata sandi sementara
accounts-created = Akun sudah dibuat
accounts-created-text = Kata sandi sementara untuk { $login }:
accounts-created-once = Kata sandi ini hanya tampil sekali. Serahkan langsung kepada orangnya. Ia harus menggantinya saat pertama masuk.
accounts-created-next = Beri peran
accounts-disable = Nonaktifkan akun
accounts-disabled-now = Akun sudah dinonaktifkan. Semua sesinya berakhir.
accounts-grants = Peran
accounts-no-grants = Belum ada peran.
accounts-grant-heading = Beri peran
accounts-grant = Beri peran
accounts-granted = Peran sudah diberikan.
accounts-grant-over = Berakhir
accounts-revoke = Cabut
accounts-revoked = Peran sudah dicabut.
accounts-role = Peran
accounts-role-choose = Pilih peran
accounts-scope = Lingkup perangkat daerah
accounts-scope-all = Seluruh pemerintah daerah
accounts-scope-hint = Seluruh pemerintah daerah untuk peran yang tidak terikat pada satu perangkat daerah. Petugas dan kepala harus memilih satu; yang di bawahnya ikut.
accounts-from = Mulai
accounts-until = Sampai
accounts-until-open = Tanpa batas
accounts-login-hint-number = Kosong berarti NIP atau nomor stafnya.
accounts-name-hint = Kosong berarti nama pegawainya.
accounts-number = NIP atau nomor staf
accounts-number-hint = Menghubungkan akun dengan pegawainya. Kosongkan bila pemegang akun bukan pegawai.
accounts-employee-role = Beri peran Pegawai di perangkat daerahnya
accounts-created-person = Akun ini milik { $name }.
accounts-person = Pegawai
accounts-person-none = Tidak dihubungkan dengan pegawai
accounts-own = Ini akun Anda sendiri. Kata sandi diganti di Akun saya; peran dan keadaannya hanya dapat diubah pengelola lain.
accounts-enable = Aktifkan lagi
accounts-enabled-now = Akun sudah aktif lagi dengan kata sandi dan peran yang lama.
accounts-reset = Buat kata sandi baru
accounts-reset-hint = Untuk yang lupa kata sandi. Semua sesi akun ini berakhir.
accounts-password-reset = Kata sandi sudah diganti
accounts-password-reset-next = Kembali ke akun
accounts-password = Kata sandi sementara
accounts-grant-revoked = Dicabut { $time }
accounts-grant-ahead = Belum mulai
accounts-scope-gone = Perangkat daerah yang tidak ada lagi ({ $path })
accounts-batch = Akun untuk satu perangkat daerah
accounts-batch-lead = Membuat akun bagi semua pegawai satu perangkat daerah yang belum punya, paling banyak { $limit } sekali jalan. Nama masuknya NIP atau nomor staf. Masing-masing mendapat kata sandi sementara dan peran Pegawai.
accounts-batch-agency = Perangkat daerah
accounts-batch-choose = Pilih perangkat daerah
accounts-batch-form = Daftar kata sandi sebagai
accounts-batch-form-page = Halaman untuk dicetak
accounts-batch-form-xlsx = Berkas Excel (.xlsx)
accounts-batch-create = Buat semua akun
accounts-batch-done = Akun perangkat daerah
accounts-batch-once = Daftar ini hanya tampil sekali. Cetak sekarang, potong per baris, dan serahkan langsung kepada orangnya.
accounts-batch-none = Tidak ada akun baru: semua pegawainya sudah punya akun atau tidak dapat dibuatkan.
accounts-batch-left = { $count } pegawai belum mendapat akun. Ulangi untuk melanjutkan.
accounts-batch-skipped = Tidak dapat dibuatkan: tanpa NIP dan nomor staf, atau nomornya sudah menjadi nama masuk akun lain
role-employee = Pegawai
role-unit-officer = Petugas perangkat daerah
role-agency-head = Kepala perangkat daerah
role-personnel-agency = BKPSDM
role-regional-leader = Sekda atau kepala daerah
role-health-office = Dinas Kesehatan
role-social-office = Dinas Sosial
role-village-office = Dinas PMD
role-inspectorate = Inspektorat
role-administrator = Pengelola sistem

# Catatan audit
audit-title = Catatan audit
audit-caption = Kejadian, yang terbaru di atas
audit-none = Tidak ada kejadian yang cocok.
audit-not-for-you = Isi catatan hanya untuk Inspektorat. Anda dapat memeriksa keutuhannya.
audit-action = Tindakan
audit-action-all = Semua tindakan
audit-filter = Saring
audit-verify = Periksa rantai catatan
audit-holds = Rantai utuh: { $entries } catatan cocok. Sidik rantai:
audit-broken = Rantai catatan rusak
audit-broken-text = { $entries } catatan pertama cocok. Kerusakan mulai pada nomor { $seq }. Hubungi Inspektorat.
audit-seq = Nomor
audit-at = Waktu
audit-actor = Pelaku
audit-object = Objek
audit-detail = Rincian
audit-detail-open = Lihat
audit-facts = Fakta
audit-policies = Dasar izin
audit-hash = Sidik
audit-older = Yang lebih lama

# API
api-title = API
api-lead = Semua alamat JSON yang dapat dipakai program lain, dengan isi dan jawabannya.
api-document = Dokumen OpenAPI
api-parameters = Parameter
api-body = Isi permintaan
api-schemas = Bentuk data
api-field = Nama
api-type = Jenis
api-required = Wajib
api-description = Keterangan
api-yes = ya
api-no = tidak

# Pengaturan
nav-settings = Pengaturan
settings-title = Pengaturan
settings-save = Simpan
settings-saved = Pengaturan disimpan.
settings-none = Belum ada yang dapat diatur di sini.
problem-settings-unknown = Pengaturan { $name } tidak dikenal.
problem-explain-unknown = Tidak ada penjelasan bernama { $name }. Buka angka dari papan atau rekap.
layout-areas = Bagian
nav-area-1 = Diri sendiri
nav-area-2 = Kehadiran
nav-area-3 = Pengaturan kerja
nav-area-4 = Aturan
nav-area-5 = Pimpinan
nav-area-6 = Pegawai dan OPD
nav-area-9 = Pengelolaan
