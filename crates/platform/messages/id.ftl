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
problem-platform-agency-path = Lingkup ditulis sebagai nomor perangkat daerah dari atas ke bawah, misalnya 3/17.

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
