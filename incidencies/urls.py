app_name = "incidencies"

urlpatterns = []
