app_name = "poligons"

urlpatterns = []
