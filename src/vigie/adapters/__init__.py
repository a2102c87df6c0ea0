"""What fills the ports: the archive, the network, models, deliveries, engines."""
