module org.example.host {
    requires org.apposite;
}
